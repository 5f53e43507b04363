// A warning: its sentence is made of its template, which goes along for other languages and for what explains it.
import type { Problem, Reason } from '../contract/common.ts';
import { fillTemplate } from './fill-template.ts';
import { type WarningId, warningTemplates } from './warning-templates.ts';

export function warning(path: string, id: WarningId, values: Reason['values']): Problem {
  const message = fillTemplate(warningTemplates[id].en, values, 'en');
  return { severity: 'warning', path, message, reason: { id, values } };
}
