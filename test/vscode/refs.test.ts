import { expect, test } from 'vitest';
import { refOf } from '../../src/vscode/refs.ts';

const connection = { folder: 'file:///work', connection: 'agency' };

test.each([
	{ ...connection, path: 'contacts/OXF1' },
	{ ...connection, path: 'contacts/OXF1', customer: 'SBOX' },
	{ ...connection, dataset: 'contacts' },
	connection,
])('%j stands for itself, as plain data and as a row', (ref) => {
	expect(refOf(ref)).toEqual(ref);
	expect(refOf({ ref, label: 'a row' })).toEqual(ref);
});

test('what names no folder, or no text, is nothing of ours', () => {
	expect(refOf({ connection: 'agency', path: 'contacts/OXF1' })).toBeUndefined();
	expect(refOf({ ...connection, path: 1, customer: 2 })).toEqual(connection);
});
