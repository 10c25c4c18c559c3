/** JSON Patch on metadata documents (RFC 6902, with the examples of its appendix A). */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonObject } from '../../../../src/sandbox/json.ts';
import { patched } from '../../../../src/sandbox/reapit/metadata/jsonPatch.ts';
import { ReapitRefusal } from '../../../../src/sandbox/reapit/refusal.ts';

function statusOf(document: JsonObject, patch: unknown): number {
	try {
		patched(document, patch);
		return 204;
	} catch (error) {
		if (!(error instanceof ReapitRefusal)) throw error;
		return error.status;
	}
}

test.each<[string, JsonObject, readonly JsonObject[], JsonObject]>([
	['adds a member', { foo: 'bar' }, [{ op: 'add', path: '/baz', value: 'qux' }], { foo: 'bar', baz: 'qux' }],
	['adds in place of a member', { foo: 'bar' }, [{ op: 'add', path: '/foo', value: 1 }], { foo: 1 }],
	['adds an element', { foo: ['a', 'c'] }, [{ op: 'add', path: '/foo/1', value: 'b' }], { foo: ['a', 'b', 'c'] }],
	['adds at the end', { foo: ['a'] }, [{ op: 'add', path: '/foo/-', value: ['b'] }], { foo: ['a', ['b']] }],
	['adds after the last', { foo: ['a'] }, [{ op: 'add', path: '/foo/1', value: 'b' }], { foo: ['a', 'b'] }],
	['adds null', { foo: 1 }, [{ op: 'add', path: '/bar', value: null }], { foo: 1, bar: null }],
	['adds the whole document', { foo: 1 }, [{ op: 'add', path: '', value: { bar: 2 } }], { bar: 2 }],
	['removes a member', { baz: 'qux', foo: 'bar' }, [{ op: 'remove', path: '/baz' }], { foo: 'bar' }],
	['removes an element', { foo: ['a', 'b', 'c'] }, [{ op: 'remove', path: '/foo/1' }], { foo: ['a', 'c'] }],
	['replaces', { baz: 'qux' }, [{ op: 'replace', path: '/baz', value: 'boo' }], { baz: 'boo' }],
	[
		'replaces within',
		{ a: { b: [1, { c: 2 }] } },
		[{ op: 'replace', path: '/a/b/1/c', value: 3 }],
		{ a: { b: [1, { c: 3 }] } },
	],
	[
		'moves a member',
		{ a: { b: 1, c: 2 }, d: {} },
		[{ op: 'move', from: '/a/b', path: '/d/e' }],
		{ a: { c: 2 }, d: { e: 1 } },
	],
	['moves an element', { foo: [1, 2, 3, 4] }, [{ op: 'move', from: '/foo/1', path: '/foo/3' }], { foo: [1, 3, 4, 2] }],
	['copies', { a: { b: 1 } }, [{ op: 'copy', from: '/a', path: '/c' }], { a: { b: 1 }, c: { b: 1 } }],
	[
		'tests',
		{ a: [1, { b: 'x', c: null }] },
		[{ op: 'test', path: '/a/1', value: { c: null, b: 'x' } }],
		{ a: [1, { b: 'x', c: null }] },
	],
	['reads ~01 as ~1', { '~1': 10, '/': 9 }, [{ op: 'replace', path: '/~01', value: 1 }], { '~1': 1, '/': 9 }],
	['reads ~1 as a slash', { '/': 9 }, [{ op: 'replace', path: '/~1', value: 1 }], { '/': 1 }],
	['ignores members it does not know', { a: 1 }, [{ op: 'remove', path: '/a', xyz: 1 }], {}],
	[
		'takes one step after the other',
		{ a: 1 },
		[
			{ op: 'add', path: '/b', value: [] },
			{ op: 'move', from: '/a', path: '/b/-' },
		],
		{ b: [1] },
	],
	[
		'keeps a dangerous name a name',
		{},
		[{ op: 'add', path: '/__proto__', value: { x: 1 } }],
		{ ['__proto__']: { x: 1 } },
	],
])('%s', (_, document, patch, result) => {
	expect(patched(document, patch)).toEqual(result);
});

test.each<[string, unknown, number]>([
	['is no array', { op: 'add' }, 400],
	['has an entry that is none', ['add'], 400],
	['has an unknown operation', [{ op: 'increment', path: '/a' }], 400],
	['has no path', [{ op: 'remove' }], 400],
	['has a path that is no pointer', [{ op: 'remove', path: 'a' }], 400],
	['has a bad escape', [{ op: 'remove', path: '/~2' }], 400],
	['adds nothing', [{ op: 'add', path: '/x' }], 400],
	['moves a value into itself', [{ op: 'move', from: '/o', path: '/o/p' }], 400],
	['removes what is absent', [{ op: 'remove', path: '/x' }], 422],
	['replaces what is absent', [{ op: 'replace', path: '/x', value: 1 }], 422],
	['adds below what is absent', [{ op: 'add', path: '/x/y', value: 1 }], 422],
	['adds below a number', [{ op: 'add', path: '/n/y', value: 1 }], 422],
	['adds beyond the end', [{ op: 'add', path: '/l/9', value: 1 }], 422],
	['names an element with a leading zero', [{ op: 'remove', path: '/l/00' }], 422],
	['removes after the last element', [{ op: 'remove', path: '/l/-' }], 422],
	['tests another value', [{ op: 'test', path: '/n', value: '1' }], 422],
	['tests another list', [{ op: 'test', path: '/l', value: [1] }], 422],
	['makes the document a list', [{ op: 'replace', path: '', value: [] }], 422],
	['removes the document', [{ op: 'remove', path: '' }], 422],
	['names what objects inherit', [{ op: 'remove', path: '/toString' }], 422],
])('a patch that %s is refused with the right status', (_, patch, status) => {
	expect(statusOf({ n: 1, l: [1, 2], o: {} }, patch)).toBe(status);
});

test('a patch that fails late changes nothing', () => {
	const document = { a: { b: [1] } };
	expect(
		statusOf(document, [
			{ op: 'add', path: '/a/b/-', value: 2 },
			{ op: 'remove', path: '/x' },
		]),
	).toBe(422);
	expect(document).toEqual({ a: { b: [1] } });
});

test('what was added anywhere is removed again without a trace', () => {
	const names = fc.string({ maxLength: 4 });
	fc.assert(
		fc.property(fc.json(), names, (text, name) => {
			const document: JsonObject = { kept: JSON.parse(text) as string };
			fc.pre(name !== 'kept');
			const path = `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
			const there = patched(document, [{ op: 'add', path, value: { found: true } }]);
			expect(patched(there, [{ op: 'test', path: `${path}/found`, value: true }])).toEqual(there);
			expect(patched(there, [{ op: 'remove', path }])).toEqual(document);
		}),
	);
});
