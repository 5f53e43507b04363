// Reading and writing values inside the study file: shared with the other pages that edit data.
export * from '../../../data-view/json.ts';
