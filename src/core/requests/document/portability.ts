/** Says what in a request file not all tools understand (REST Client, httpYac, JetBrains), so that it is written otherwise. */
import type { Span } from '../../filter/syntax.ts';
import type { ForeignPart, RequestBlock } from './requestDocument.ts';
import { variableReferences } from './variableReferences.ts';
import type { ReferenceKind } from './variableReferences.ts';

export interface PortabilityNote extends Span {
	/** A clause: "scripts are not understood by all tools, and Freehold runs none". */
	readonly message: string;
}

/** @param text  of the file */
export function blockNotes(text: string, block: RequestBlock): readonly PortabilityNote[] {
	const foreign = block.foreign.map(({ kind, start, end }) => ({ start, end, message: FOREIGN[kind] }));
	return [...foreign, ...referencesOf(text, block)];
}

const FOREIGN: Readonly<Record<ForeignPart['kind'], string>> = {
	script: 'Scripts are not understood by all tools, and Freehold runs none from a file',
	assertion: 'Assertions of httpYac are not understood by all tools; write `# @expect 200` for Freehold',
	redirection: 'Redirections are not understood by all tools; run with --output to keep an answer',
	addressLine: 'An address over several lines is not understood by all tools; only its query may go on',
	variable: 'Lazy variables (:=) are not understood by all tools; write `@name = value`',
	headers: 'Headers out of a variable are not understood by all tools; write them line by line',
};

const REFERENCES: Partial<Readonly<Record<ReferenceKind, string>>> = {
	dotenv: '{{$dotenv …}} is not understood by all tools; keep the value in http-client.private.env.json',
	response: "Values of another request's answer are not understood by all tools; follow its links instead",
	dynamic: 'This variable is not understood by all tools',
	expression: 'Expressions are not understood by all tools; use a variable',
};

function referencesOf(
	text: string,
	{ start, end, comments, directives, foreign }: RequestBlock,
): readonly PortabilityNote[] {
	const skipped = [...comments, ...directives, ...foreign];
	return variableReferences(text.slice(start, end), start).flatMap((reference) => {
		if (skipped.some((span) => reference.start >= span.start && reference.end <= span.end)) return [];
		const message = reference.inner.text.startsWith('$processEnv')
			? '{{$processEnv …}} is not understood by all tools; keep the value in http-client.private.env.json'
			: REFERENCES[reference.kind];
		return message === undefined ? [] : [{ start: reference.start, end: reference.end, message }];
	});
}
