/** What a command sees of the world around its process: two streams out, one in, the environment, a signal to stop. */
import type { Style } from '../core/wording/page.ts';

export interface Sink {
	write(text: string): boolean;
	once(event: 'drain', listener: () => void): unknown;
	readonly isTTY?: boolean;
	readonly columns?: number;
}

export interface Terminal {
	/** Data. */
	readonly out: Sink;
	/** Messages and progress. */
	readonly err: Sink;
	readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly cwd: string;
	readonly signal: AbortSignal;
	/** From here on a signal ends the process at once: for work that only reads, and blocks the thread while it does. */
	readonly endAtSignals?: (() => void) | undefined;
}

/** The reason of the signal where whoever read stdout has gone: nobody is left to be told. */
export class PipeClosed extends Error {}

export interface OutputOptions {
	readonly json: boolean;
	readonly quiet: boolean;
	readonly verbose: boolean;
	readonly color: boolean;
}

const CODES: Readonly<Record<Style, string>> = {
	bold: '1',
	dim: '2',
	red: '31',
	green: '32',
	yellow: '33',
	cyan: '36',
};

/** Writes messages to stderr and data to stdout, never one into the other. */
export class Output {
	readonly terminal: Terminal;
	readonly options: OutputOptions;
	/** Whether lines on stderr may be redrawn. */
	readonly isInteractive: boolean;

	constructor(terminal: Terminal, options: OutputOptions) {
		this.terminal = terminal;
		this.options = options;
		this.isInteractive = terminal.err.isTTY === true && terminal.env.TERM !== 'dumb';
	}

	get width(): number {
		return columnsOf(this.terminal.err);
	}

	/** A message for people; nothing with `--quiet`. */
	say(text = ''): void {
		if (!this.options.quiet) this.terminal.err.write(`${text}\n`);
	}

	/** Text without a line break, which what comes next may cover. */
	draw(text: string): void {
		this.terminal.err.write(text);
	}

	/** A message for those who asked for more. */
	detail(text: string): void {
		if (this.options.verbose) this.terminal.err.write(`${this.paint('dim', text)}\n`);
	}

	/** A message that `--quiet` does not silence. */
	complain(text: string): void {
		this.terminal.err.write(`${text}\n`);
	}

	/** Data. Waits while the reader is slower than we are. */
	async data(text: string): Promise<void> {
		const { out, signal } = this.terminal;
		if (out.write(text)) return;
		// A reader who has gone never drains: the signal ends that wait as well.
		await new Promise<void>((resolve, reject) => {
			const onAbort = (): void => reject(signal.reason as Error);
			if (signal.aborted) onAbort();
			signal.addEventListener('abort', onAbort, { once: true });
			out.once('drain', () => {
				signal.removeEventListener('abort', onAbort);
				resolve();
			});
		});
	}

	/** One machine-readable line. Big integers become texts, because JSON readers would round them. */
	async line(value: unknown): Promise<void> {
		const text = JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? String(part) : part));
		await this.data(`${text}\n`);
	}

	paint(style: Style, text: string): string {
		return this.#color ? `\u001b[${CODES[style]}m${text}\u001b[0m` : text;
	}

	/** https://no-color.org: any value but an empty one means no. */
	get #color(): boolean {
		const { env } = this.terminal;
		return this.options.color && this.isInteractive && (env.NO_COLOR ?? '') === '';
	}
}

/** A terminal that does not know its size says 0. */
export function columnsOf(sink: Sink): number {
	return sink.columns === undefined || sink.columns < 1 ? 100 : sink.columns;
}
