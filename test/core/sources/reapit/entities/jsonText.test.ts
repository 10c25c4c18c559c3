/** The user's JSON: where each part stands, and where it stops being JSON. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FreeholdError } from '../../../../../src/core/errors.ts';
import type { Json } from '../../../../../src/core/json.ts';
import { isJsonObject } from '../../../../../src/core/json.ts';
import type { JsonPath } from '../../../../../src/core/sources/reapit/entities/jsonPath.ts';
import { valueAt } from '../../../../../src/core/sources/reapit/entities/jsonPath.ts';
import { JsonText } from '../../../../../src/core/sources/reapit/entities/jsonText.ts';

test('a field is found by line and column, an absent one by what it would stand in', () => {
	const text = JsonText.parse('{\n\t"officeIds": ["OXF", "LON"],\n\t"a/b~": { "line1": "High St" }\n}', 'contact.json');
	expect(text.positionOf(['officeIds', 1])).toEqual({ line: 2, column: 23 });
	expect(text.positionOf(['a/b~', 'line1'])).toEqual({ line: 3, column: 21 });
	expect(text.positionOf(['a/b~', 'line2'])).toEqual({ line: 3, column: 10 });
	expect(text.positionOf(['title'])).toEqual({ line: 1, column: 1 });
});

test.each([
	['{"a": 1,}', '1, column 9: a field name in double quotes'],
	['{"a": 1\n "b": 2}', 'line 2, column 2: "," or "}"'],
	["{'a': 1}", 'column 2: a field name'],
	['[1, 2', 'column 6: the document ends too early'],
	['{"a": "x', 'column 7: this text has no end'],
	['{"a": "x\ny"}', 'column 9: line breaks'],
	['{"a": "\\d"}', 'column 9: there is no such escape'],
	['{"a": 01}', 'column 7: a value is expected'],
	['{"a": tru}', 'column 7: a value is expected'],
	['{"a": 1, "a": 2}', 'column 10: this field stands here a second time'],
	['{} {}', 'column 4: nothing may follow'],
	['', 'the document ends too early'],
	['['.repeat(500), 'more than 200 levels'],
])('%j is refused with its place', (text, why) => {
	expect(() => JsonText.parse(text, 'x.json')).toThrow(FreeholdError);
	expect(() => JsonText.parse(text, 'x.json')).toThrow(why);
});

test('all JSON is taken, and each value is found where it stands', () => {
	fc.assert(
		fc.property(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(undefined, 1, '\t'), (given, space) => {
			const source = JSON.stringify(given, null, space);
			const text = JsonText.parse(`\ufeff${source}`, 'x.json');
			expect(text.value).toEqual(JSON.parse(source));
			const lines = source.split('\n');
			for (const path of pathsOf(text.value)) {
				const { line, column } = text.positionOf(path);
				const rest = [lines[line - 1]?.slice(column - 1), ...lines.slice(line)].join('\n');
				const value = valueAt(text.value, path);
				const isNested = typeof value === 'object' && value !== null;
				const start = isNested ? (Array.isArray(value) ? '[' : '{') : JSON.stringify(value);
				expect(rest.startsWith(start ?? '?')).toBe(true);
			}
		}),
	);
});

function* pathsOf(value: Json, at: JsonPath = []): Generator<JsonPath> {
	yield at;
	if (Array.isArray(value)) for (const [i, item] of (value as Json[]).entries()) yield* pathsOf(item, [...at, i]);
	else if (isJsonObject(value)) for (const [name, part] of Object.entries(value)) yield* pathsOf(part, [...at, name]);
}
