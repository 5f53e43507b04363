// Named views of a study's pages: what is shown and how, to come back to. Kept with the study, so that every window has them.
import { z } from 'zod';
import { studyId, timestamp, trialNumber, trialState } from './common.ts';
import { event, rpc } from './define.ts';

/** Of one study. */
export const maxViews = 100;
export const maxViewName = 80;

/** Pages whose state a view holds. */
export const viewTabs = ['live', 'trials', 'analyse', 'compare'] as const;
export type ViewTab = (typeof viewTabs)[number];

const numbers = z.array(trialNumber).max(10_000);

const content = z.object({
  tab: z.enum(viewTabs),
  /** View state of that page, as its address has it. */
  query: z
    .record(z.string().min(1).max(40), z.string().max(4000))
    .refine((query) => Object.keys(query).length <= 40, 'must have at most 40 keys'),
  filter: z.object({ text: z.string().max(1000), states: z.array(trialState) }),
  hidden: numbers,
  pinned: numbers,
  /** Null: none; absent: nobody has said which. */
  baseline: trialNumber.nullable().optional(),
});
export type ViewContent = z.infer<typeof content>;

const viewName = z.string().trim().min(1).max(maxViewName);
const view = z.object({ name: z.string(), savedAt: timestamp, content });
export type SavedView = z.infer<typeof view>;

/** By name. */
const answer = z.array(view);

export const views = {
  'views.list': rpc(z.object({ studyId }), answer),
  /** `conflict` when there is a view of that name, in any case, unless `replace`; `limit` beyond `maxViews`. Answers with all of them. */
  'views.save': rpc(z.object({ studyId, name: viewName, content, replace: z.boolean().default(false) }), answer),
  /** `conflict` when another one has the name `to`. */
  'views.rename': rpc(z.object({ studyId, name: viewName, to: viewName }), answer),
  'views.delete': rpc(z.object({ studyId, name: viewName }), answer),
  /** Topic = study id; all of its views. */
  'views.changed': event(z.object({ studyId, views: answer })),
} as const;
