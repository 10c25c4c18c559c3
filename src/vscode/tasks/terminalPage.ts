/** A terminal of the editor, as progress is written to it. */
import type { Style } from '../../core/wording/page.ts';
import type { ProgressPage } from '../../core/wording/progress.ts';

const CODES: Readonly<Record<Style, string>> = {
	bold: '1',
	dim: '2',
	red: '31',
	green: '32',
	yellow: '33',
	cyan: '36',
};

export class TerminalPage implements ProgressPage {
	readonly options = { verbose: false, quiet: false, json: false } as const;
	readonly isInteractive = true;
	readonly #write: (text: string) => void;
	#columns = 100;

	constructor(write: (text: string) => void) {
		this.#write = write;
	}

	get width(): number {
		return this.#columns;
	}

	/** A terminal that is not shown has no size. */
	resize(columns: number | undefined): void {
		if (columns !== undefined && columns > 0) this.#columns = columns;
	}

	say(text: string): void {
		// A terminal goes down at a line feed, and back to the left only when it is told to.
		this.#write(`${text.replaceAll('\n', '\r\n')}\r\n`);
	}

	line(): Promise<void> {
		return Promise.resolve();
	}

	draw(text: string): void {
		this.#write(text);
	}

	paint(style: Style, text: string): string {
		return `\u001b[${CODES[style]}m${text}\u001b[0m`;
	}
}
