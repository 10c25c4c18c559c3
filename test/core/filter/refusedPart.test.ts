/** A refusal of the server finds its place in the filters that were sent, by the server's own words. */
import { expect, test } from 'vitest';
import { reapitDialect } from '../../../src/core/filter/dialect.ts';
import { parse } from '../../../src/core/filter/parse.ts';
import { wire } from '../../../src/core/filter/print.ts';
import { refusedPart } from '../../../src/core/filter/refusedPart.ts';
import { readExpression } from '../../../src/sandbox/reapit/metadata/filter/expression.ts';
import { strikeServerBugs } from '../../../src/sandbox/reapit/metadata/filter/serverBugs.ts';
import { ReapitRefusal } from '../../../src/sandbox/reapit/refusal.ts';

/** What the words mark of the filters: `1: $con`. */
function marked(words: string, texts: readonly string[]): string | undefined {
	const set = texts.map((text) => parse(text, reapitDialect));
	const part = refusedPart(words, set, reapitDialect);
	return part === undefined ? undefined : `${part.nth}: ${texts[part.nth]?.slice(part.start, part.end)}`;
}

/** As the sandbox refuses what is sent for the filters. */
function refusal(texts: readonly string[]): string {
	try {
		strikeServerBugs(
			wire(
				texts.map((text) => parse(text, reapitDialect)),
				reapitDialect,
			).map(readExpression),
		);
	} catch (error) {
		if (error instanceof ReapitRefusal) return error.message;
		throw error;
	}
	throw new Error('it is not refused');
}

test.each([
	[
		'an operator',
		['metadata.a $eq 1', 'metadata.tags $con 5'],
		"'$con' does not support 5: metadata.tags $con 5",
		'1: $con',
	],
	['whatever its case', ['metadata.a $EQ 1'], "'$eq' fails: metadata.a $eq 1", '0: $EQ'],
	['what was sent for a lone item', ['metadata.t $con 5'], "'$con' fails: metadata.t $con 5,5", '0: $con'],
	[
		'a name of the path',
		['metadata.x.data.y $eq 1'],
		"field name 'data' cannot be used: metadata.x.data.y $eq 1",
		'0: data',
	],
	['a whole path', ['metadata.xx $eq 1'], "'metadata.xx' is unknown: metadata.xx $eq 1", '0: metadata.xx'],
	[
		'nothing but the filter',
		['metadata.xx $eq 1', 'metadata.yy $eq 2'],
		'not valid: metadata.yy $eq 2',
		'1: metadata.yy $eq 2',
	],
	[
		'not one that another begins with',
		['metadata.xx $eq 1', 'metadata.xx $eq 10'],
		'not valid: metadata.xx $eq 10',
		'1: metadata.xx $eq 10',
	],
	['the only one there is', ['metadata.xx $eq 1'], 'something is wrong', '0: metadata.xx $eq 1'],
	['none of several', ['metadata.xx $eq 1', 'metadata.yy $eq 2'], 'something is wrong', undefined],
])('the words name %s', (_, texts, words, expected) => {
	expect(marked(words, texts)).toBe(expected);
});

test.each([
	[['metadata.record $eq 5'], '0: record'],
	[['metadata.city $eq 5', 'metadata.related.b $eq 5'], '1: b'],
	[["metadata.city $in 'x','y'", "metadata.area $in 'x','y'"], "0: metadata.city $in 'x','y'"],
])('the sandbox refuses %j at its place', (texts, expected) => {
	expect(marked(refusal(texts), texts)).toBe(expected);
});
