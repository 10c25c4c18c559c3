/** Cuts a request file into requests: the lines of each address, and what comments say of it. */
import type { Directive } from '../filterFile.ts';
import type { Span } from '../syntax.ts';

export interface RequestLine extends Span {
	readonly text: string;
}

export interface RequestFound {
	/** Method and address, then the lines that go on with its query. */
	readonly address: readonly RequestLine[];
	/** `# @name flats` */
	readonly name: Directive | undefined;
	/** `# @connection agency` */
	readonly connection: string | undefined;
}

const methods = /^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\s+\S/;

export function requestsOf(text: string): readonly RequestFound[] {
	const found: RequestFound[] = [];
	let address: RequestLine[] = [];
	let directives = new Map<string, Directive>();
	let part: 'before' | 'address' | 'after' = 'before';
	const finish = (): void => {
		if (address.length > 0)
			found.push({ address, name: directives.get('name'), connection: directives.get('connection')?.text });
		address = [];
		directives = new Map();
		part = 'before';
	};
	for (const line of linesOf(text)) {
		if (line.text.startsWith('###')) finish();
		else if (/^\s*(?:#|\/\/)/.test(line.text)) addDirective(directives, line);
		else if (part === 'before' && (methods.test(line.text) || /^(?:https?:\/\/|\{\{[^}]*\}\}\/)/.test(line.text))) {
			address.push(line);
			part = 'address';
		} else if (part === 'address' && /^\s*[?&]/.test(line.text)) address.push(line);
		else if (part === 'address') part = 'after';
	}
	finish();
	return found;
}

function addDirective(directives: Map<string, Directive>, line: RequestLine): void {
	const [, head, name, value] = /^(\s*(?:#|\/\/)\s*@(name|connection)[\s=]+)(\S+)/.exec(line.text) ?? [];
	if (head === undefined || name === undefined || value === undefined) return;
	const start = line.start + head.length;
	directives.set(name, { text: value, start, end: start + value.length });
}

function linesOf(text: string): readonly RequestLine[] {
	let start = 0;
	return text.split('\n').map((part) => {
		const shown = part.endsWith('\r') ? part.slice(0, -1) : part;
		const line = { text: shown, start, end: start + shown.length };
		start += part.length + 1;
		return line;
	});
}
