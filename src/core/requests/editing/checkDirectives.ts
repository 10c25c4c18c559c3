/** Checks the comments that mean something to Freehold. */
import { DIRECTIVES } from '../document/requestDocument.ts';
import type { DirectiveName, RequestBlock } from '../document/requestDocument.ts';
import { parseRowLimit } from '../rowLimit.ts';
import { parseExpectation } from '../expect/expectation.ts';
import { nearestName } from '../../sources/reapit/entities/nearestName.ts';
import type { RequestKnowledge } from './requestKnowledge.ts';
import { replacement, requestFinding } from './requestFindings.ts';
import type { RequestFinding } from './requestFindings.ts';

const SOURCES = ['realpad', 'reapit', 'spark'];
/** Of httpYac and JetBrains, near to ours and no misspelling of them. */
const FOREIGN = new Set(['title', 'save', 'ref', 'forceRef', 'loop', 'test', 'extension', 'timeout']);

export function checkDirectives(block: RequestBlock, knowledge: RequestKnowledge): readonly RequestFinding[] {
	return block.directives.flatMap(({ name, value }): readonly RequestFinding[] => {
		if (!isDirective(name.text)) {
			const near = FOREIGN.has(name.text) ? undefined : nearestName(name.text, DIRECTIVES);
			if (near === undefined) return [];
			return [
				requestFinding('FH208', name, `@${name.text} says nothing to Freehold: did you mean @${near}?`, [
					replacement(`Change to @${near}`, name, near),
				]),
			];
		}
		if (value === undefined)
			return name.text === 'note' ? [] : [requestFinding('FH208', name, `@${name.text} needs something behind it`)];
		return valueFindings(name.text, value, knowledge);
	});
}

function isDirective(text: string): text is DirectiveName {
	return (DIRECTIVES as readonly string[]).includes(text);
}

type Value = NonNullable<RequestBlock['directives'][number]['value']>;

function valueFindings(
	name: DirectiveName,
	value: Value,
	{ connections }: RequestKnowledge,
): readonly RequestFinding[] {
	const word = /^\S+/.exec(value.text)?.[0] ?? '';
	const span = { start: value.start, end: value.start + word.length };
	if (name === 'connection' && connections !== undefined)
		return known(
			'FH206',
			span,
			word,
			connections.map((one) => one.name),
			'freehold.yaml has no connection',
		);
	if (name === 'source') return known('FH208', span, word, SOURCES, 'There is no source');
	if (name === 'limit' && parseRowLimit(value.text) === undefined)
		return [requestFinding('FH208', value, '@limit takes rows or pages: @limit 500 rows, @limit 3 pages')];
	if (name === 'expect' && parseExpectation(value) === undefined)
		return [
			requestFinding(
				'FH208',
				value,
				`@expect ${value.text} says nothing known: write 200, status 2xx, header NAME OP VALUE or body.$.path OP VALUE`,
			),
		];
	return [];
}

function known(
	code: 'FH206' | 'FH208',
	span: { readonly start: number; readonly end: number },
	word: string,
	names: readonly string[],
	what: string,
): readonly RequestFinding[] {
	if (names.includes(word)) return [];
	const near = nearestName(word, names);
	if (near !== undefined)
		return [
			requestFinding(code, span, `${what} '${word}': did you mean '${near}'?`, [
				replacement(`Change to ${near}`, span, near),
			]),
		];
	return [requestFinding(code, span, `${what} '${word}'${names.length === 0 ? '' : `: it has ${names.join(', ')}`}`)];
}
