/** What lines are written for: a terminal with colours, a log, a task of the editor, a document. */

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

export interface Page {
	readonly options: { readonly verbose: boolean };
	/** Whether lines stand in columns and may be redrawn. */
	readonly isInteractive: boolean;
	paint(style: Style, text: string): string;
}

/** Text and nothing else. */
export const plainPage: Page = { options: { verbose: false }, isInteractive: false, paint: (_, text) => text };
