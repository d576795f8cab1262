/** A finding as the command line reports it: every place is a file and a line. */
import type { LinePlace } from './place.ts';

export interface ReportedPlace extends LinePlace {
  readonly file: string;
}

export interface ReportedFinding extends ReportedPlace {
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
  /** The rule's page. */
  readonly url?: string;
  readonly related: readonly (ReportedPlace & { readonly message: string })[];
  readonly fixes: readonly { readonly title: string }[];
  /** The text of the line where it starts. */
  readonly lineText?: string;
}
