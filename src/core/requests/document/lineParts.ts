/** Reads single lines of a request file: titles, directives, variables, headers, files of a body. */
import type { BodyPiece, Directive, HeaderLine, Part, VariableLine } from './requestDocument.ts';
import { partOf, trimmedPart } from './sourceLines.ts';
import type { SourceLine } from './sourceLines.ts';

type BodyFile = Extract<BodyPiece, { kind: 'file' }>;

export function titleOf(line: SourceLine): Part | undefined {
	const from = /^#+\s*/.exec(line.text)?.[0].length ?? 0;
	const to = line.text.trimEnd().length;
	return to > from ? partOf(line, from, to) : undefined;
}

export function directiveIn(line: SourceLine): Directive | undefined {
	const [whole, lead = '', name = '', gap = '', value = ''] =
		/^(\s*(?:#{1,2}|\/\/)\s*@)([A-Za-z][\w-]*)([\s=]*)(.*?)\s*$/s.exec(line.text) ?? [];
	if (whole === undefined || (gap === '' && value !== '')) return undefined;
	const { start, end } = trimmedPart(line);
	const from = lead.length + name.length + gap.length;
	return {
		start,
		end,
		name: partOf(line, lead.length, lead.length + name.length),
		value: value === '' ? undefined : partOf(line, from, from + value.length),
	};
}

export function variableIn(line: SourceLine): VariableLine | undefined {
	const [, lead = '', name = '', equals = '', value = ''] =
		/^(\s*@)([^\s=:]+)(\s*=\s*)(.*?)\s*$/s.exec(line.text) ?? [];
	if (name === '') return undefined;
	const from = lead.length + name.length + equals.length;
	const { start, end } = trimmedPart(line);
	return {
		start,
		end,
		name: partOf(line, lead.length, lead.length + name.length),
		value: partOf(line, from, from + value.length),
	};
}

/** A name as RFC 9110 §5.6.2 has it. */
export function headerIn(line: SourceLine): HeaderLine | undefined {
	const [, indent = '', name = '', colon = '', value = ''] =
		/^(\s*)([!#$%&'*+\-.^`|~\w]+)(\s*:\s*)(.*?)\s*$/s.exec(line.text) ?? [];
	if (name === '') return undefined;
	const from = indent.length + name.length + colon.length;
	const { start, end } = trimmedPart(line);
	return {
		start,
		end,
		name: partOf(line, indent.length, indent.length + name.length),
		value: partOf(line, from, from + value.length),
	};
}

export function bodyFile(line: SourceLine): BodyFile | undefined {
	const [, lead = '', at, encoding, path = ''] = /^(<(@)?(\w+)?\s+)(\S.*?)\s*$/s.exec(line.text) ?? [];
	if (path === '' || (at === undefined && encoding !== undefined)) return undefined;
	return {
		kind: 'file',
		start: line.start,
		end: line.start + lead.length + path.length,
		path: partOf(line, lead.length, lead.length + path.length),
		hasVariables: at !== undefined,
		encoding,
	};
}
