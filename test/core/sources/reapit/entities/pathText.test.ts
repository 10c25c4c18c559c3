import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EntityPaths } from '../../../../../src/core/sources/reapit/entities/entityPaths.ts';
import {
	filledPath,
	idsOf,
	isId,
	pathOfList,
	splitLink,
} from '../../../../../src/core/sources/reapit/entities/pathText.ts';
import { reapitEndpoints } from '../../../../../src/vendor/reapit/endpoints.ts';

const paths = new EntityPaths(await reapitEndpoints());

test('a link of an answer is its path and its query', () => {
	expect(splitLink('documents/?associatedType=contact&associatedId=OXF%201')).toEqual({
		path: 'documents/',
		query: [
			['associatedType', 'contact'],
			['associatedId', 'OXF 1'],
		],
	});
	expect(splitLink('contacts/OXF1')).toEqual({ path: 'contacts/OXF1', query: [] });
});

test('whatever the ids are, a filled path is found as the documented one that it was made of', () => {
	const templates = paths.having('PATCH');
	const id = fc.string({ minLength: 1 }).filter(isId);
	fc.assert(
		fc.property(fc.constantFrom(...templates), fc.array(id, { minLength: 4, maxLength: 4 }), (template, ids) => {
			const found = paths.find(filledPath(template, ids));
			const wanted = idsOf(template).map((_, i) => encodeURIComponent(ids[i] ?? ''));
			expect(found.template).toBe(template);
			expect(wanted.every((one) => found.path.includes(`/${one}`))).toBe(true);
		}),
	);
});

test.each([
	['/contacts/', 'GET', 'records', '/contacts/{id}'],
	['/contacts/', 'POST', 'list', '/contacts/'],
	['/properties/{propertyId}/keys', 'GET', 'records', '/properties/{id}/keys/{keyId}'],
	['/contacts/', 'DELETE', 'records', undefined],
] as const)('of the list %s, %s works on the %s at %s', (list, method, of, expected) => {
	expect(pathOfList(list, paths.having(method), of)).toBe(expected);
});

test.each(['', ' ', 'a/b', 'a b', 'a?b', 'a#b'])('%j is no id', (text) => {
	expect(isId(text)).toBe(false);
});
