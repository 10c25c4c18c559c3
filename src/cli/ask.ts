/** Questions on a terminal, one at a time, each with an answer that Enter gives. */
import { createInterface } from 'node:readline';
import type { Interface } from 'node:readline';
import { FreeholdError } from '../core/errors.ts';
import type { CommandContext } from './context.ts';

export interface Asker {
	/** Asks until `check` finds nothing wrong. */
	ask(question: string, fallback: string, check: (answer: string) => string | undefined): Promise<string>;
	close(): void;
}

/** `undefined` where nobody sits at the other end. */
export function openAsker({ terminal, output, signal }: CommandContext): Asker | undefined {
	if (terminal.input.isTTY !== true || !output.isInteractive) return undefined;
	// Line editing is the terminal's own: the questions go to stderr, because stdout may be a file.
	const lines = createInterface({ input: terminal.input, terminal: false });
	return {
		ask: async (question, fallback, check) => {
			for (;;) {
				terminal.err.write(fallback === '' ? `${question} ` : `${question} [${fallback}] `);
				const answer = (await nextLine(lines, signal)).trim() || fallback;
				const problem = check(answer);
				if (problem === undefined) return answer;
				output.complain(problem);
			}
		},
		close: () => lines.close(),
	};
}

function nextLine(lines: Interface, signal: AbortSignal): Promise<string> {
	return new Promise((resolve, reject) => {
		const end = (settle: () => void): void => {
			lines.off('line', onLine);
			lines.off('close', onClose);
			signal.removeEventListener('abort', onAbort);
			settle();
		};
		const onLine = (line: string): void => end(() => resolve(line));
		const onClose = (): void =>
			end(() =>
				reject(
					new FreeholdError('usage', {
						what: 'The question was not answered',
						why: 'The input ended',
						next: 'Answer it, or give the options: freehold init --help',
					}),
				),
			);
		const onAbort = (): void => end(() => reject(signal.reason as Error));
		lines.on('line', onLine);
		lines.on('close', onClose);
		signal.addEventListener('abort', onAbort, { once: true });
	});
}
