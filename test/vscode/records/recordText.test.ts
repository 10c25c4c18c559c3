import { expect, test } from 'vitest';
import { recordText } from '../../../src/vscode/records/recordText.ts';

const common = { path: 'contacts/OXF1', customer: 'SBOX' };

test('a record is shown with its version, and with links that can be asked for', () => {
	const json = {
		id: 'OXF1',
		_links: { self: { href: '/contacts/OXF1' }, documents: { href: '/documents/?associatedId=OXF1' }, none: {} },
	};
	expect(JSON.parse(recordText({ ...common, etag: '"v1"', json }))).toEqual({
		...common,
		etag: '"v1"',
		links: { self: 'contacts/OXF1', documents: 'documents/?associatedId=OXF1' },
		record: json,
	});
});

test('an answer that is no record has no links, and stands as it is', () => {
	expect(JSON.parse(recordText({ ...common, etag: undefined, json: ['a'] }))).toEqual({
		...{ ...common, etag: null, links: {}, record: ['a'] },
	});
});
