/** Bodies of answers as people read them: JSON and XML on lines of their own, binary told instead of shown. */

export type BodyForm = 'json' | 'xml' | 'text' | 'binary' | 'empty';

export interface FormattedBody {
	readonly form: BodyForm;
	readonly text: string;
}

/** Larger bodies are shown as they came: putting them on lines would keep everything else waiting. */
const LARGEST_FORMATTED = 5 * 1024 * 1024;

/**
 * @param text  of the whole body
 * @param type  its `content-type`
 */
export function formattedBody(text: string, type: string | undefined): FormattedBody {
	if (text === '') return { form: 'empty', text };
	if (isBinary(text)) return { form: 'binary', text: '' };
	if (text.length > LARGEST_FORMATTED) return { form: formOf(text, type), text };
	const json = formOf(text, type) === 'json' ? indentedJson(text) : undefined;
	return json === undefined
		? { form: formOf(text, type) === 'json' ? 'text' : formOf(text, type), text }
		: { form: 'json', text: json };
}

function formOf(text: string, type = ''): BodyForm {
	if (/\bjson\b/i.test(type) || /^\s*[[{]/.test(text)) return 'json';
	return /\bxml\b|html/i.test(type) || /^\s*</.test(text) ? 'xml' : 'text';
}

/** Texts hold no NUL, and hardly anything that is no character. */
function isBinary(text: string): boolean {
	const start = text.slice(0, 2_000);
	return start.includes('\0') || [...start.matchAll(/\ufffd/g)].length > start.length / 20;
}

/**
 * With two blanks for each level. Numbers stay as the vendor wrote them: parsed and printed, long ones would be others.
 *
 * @returns `undefined` where it is no JSON
 */
export function indentedJson(text: string): string | undefined {
	try {
		JSON.parse(text);
	} catch {
		return undefined;
	}
	let depth = 0;
	let result = '';
	const line = (): string => `\n${'  '.repeat(depth)}`;
	for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g)) {
		switch (token) {
			case '{':
			case '[':
				depth += 1;
				result += token + line();
				break;
			case '}':
			case ']': {
				depth -= 1;
				const isEmpty = /[{[]\s*$/.test(result.slice(-200));
				result = (isEmpty ? result.trimEnd() : result + line()) + token;
				break;
			}
			case ',':
				result += token + line();
				break;
			case ':':
				result += ': ';
				break;
			default:
				result += token;
		}
	}
	return `${result}\n`;
}
