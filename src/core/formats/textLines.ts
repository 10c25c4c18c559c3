/** The lines of a text that comes in pieces. */
import { FreeholdError } from '../errors.ts';

export interface Line {
	readonly text: string;
	/** From 1. */
	readonly number: number;
}

/** A file without line ends would be held as a whole. */
const MOST_CHARACTERS = 64 * 1024 * 1024;

/**
 * Empty lines are left out.
 *
 * @throws FreeholdError `unsafe` for a line that no honest file has
 */
export async function* textLines(chunks: AsyncIterable<string>): AsyncGenerator<readonly Line[]> {
	let begun: string[] = [];
	let length = 0;
	let number = 0;
	for await (const chunk of chunks) {
		const [first = '', ...further] = chunk.split('\n');
		begun.push(first);
		length += first.length;
		if (length > MOST_CHARACTERS) throw endless(number + 1);
		if (further.length === 0) continue;
		const last = further.pop() ?? '';
		const texts = [begun.join(''), ...further];
		yield texts.map((text) => ({ text, number: ++number })).filter(({ text }) => text.trim() !== '');
		begun = [last];
		length = last.length;
	}
	const text = begun.join('');
	if (text.trim() !== '') yield [{ text, number: number + 1 }];
}

function endless(number: number): FreeholdError {
	return new FreeholdError('unsafe', {
		what: 'The file could not be read',
		why: `line ${number} is longer than 64 million characters`,
		next: 'Check that it has one record in each line',
	});
}
