// The door of the ask/tell service.
export { answerLine, tooLong } from './answer.ts';
export { type AskTellService, createService } from './service.ts';
