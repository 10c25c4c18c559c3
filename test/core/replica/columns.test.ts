import { expect, test } from 'vitest';
import { FreeholdError } from '../../../src/core/errors.ts';
import { Feed, dataset } from './replicaFixture.ts';

test('columns appear with their data and stay when the data goes', () => {
	const feed = new Feed();
	const property = dataset('Property');
	feed.run(property, [{ Key: 'a', City: 'Fargo' }]);
	feed.run(property, [{ Key: 'a', Beds: 2 }]);
	expect(feed.query('SELECT Key, City, Beds FROM Property')).toEqual([['a', null, 2]]);
	expect(feed.store.states()[0]!.columns.map(({ name, type }) => [name, type])).toEqual([
		['Key', 'text'],
		['City', 'text'],
		['Beds', 'integer'],
	]);
});

test('a whole-number column becomes decimal, and text when text comes', () => {
	const feed = new Feed();
	const property = dataset('Property');
	feed.run(property, [
		{ Key: 'a', Size: 5, Flag: true },
		{ Key: 'b', Size: null },
	]);
	feed.run(property, [{ Key: 'b', Size: 2.5 }]);
	expect(feed.store.states()[0]!.columns[1]).toMatchObject({ name: 'Size', type: 'decimal' });
	feed.run(property, [{ Key: 'c', Size: 'about 7', Flag: 'maybe' }]);
	expect(feed.store.states()[0]!.columns[1]).toMatchObject({ name: 'Size', type: 'text' });
	expect(feed.query('SELECT Key, Size, Flag FROM Property ORDER BY Key')).toEqual([
		['a', '5', 'true'],
		['b', '2.5', null],
		['c', 'about 7', 'maybe'],
	]);
	// What did not change still does not count as changed.
	expect(feed.run(property, [{ Key: 'a', Size: 5, Flag: true }]).counts.Property).toMatchObject({ unchanged: 1 });
});

test('decimals in quotes are numbers, unless that would lose something', () => {
	const feed = new Feed();
	const property = dataset('Property', { columns: [{ name: 'Price', type: 'decimal' }] });
	feed.run(property, [{ Key: 'a', Price: '450000.50' }]);
	expect(feed.query('SELECT Price FROM Property')).toEqual([[450000.5]]);
	feed.run(property, [{ Key: 'b', Price: '12345678901234567.89' }]);
	expect(feed.query('SELECT Key, Price, typeof(Price) FROM Property ORDER BY Key')).toEqual([
		['a', 450000.5, 'real'],
		['b', '12345678901234567.89', 'text'],
	]);
});

test('numbers beyond what SQLite and JavaScript share are kept as text', () => {
	const feed = new Feed();
	const property = dataset('Property');
	feed.run(
		property,
		'{"value":[{"Key":"a","Id":1},{"Key":"b","Id":9007199254740993},{"Key":"c","Id":1e17},{"Key":"d","Id":2}]}',
	);
	expect(feed.query('SELECT Key, Id, typeof(Id) FROM Property ORDER BY Key')).toEqual([
		['a', 1, 'integer'],
		['b', '9007199254740993', 'text'],
		['c', '100000000000000000', 'text'],
		['d', 2, 'integer'],
	]);
});

test('names that differ only in case get a suffix, and the user is told', () => {
	const feed = new Feed();
	const record = feed.run(dataset('Property'), [{ Key: 'a', City: 'x', CITY: 'y', _hidden: 'z', rowid: 7 }]);
	expect(feed.query('SELECT City, CITY_2, _hidden_2, rowid_2, _hidden FROM Property')).toEqual([
		['x', 'y', 'z', 7, null],
	]);
	expect(record.warnings).toContain(
		'Property: the column "CITY" is called "CITY_2" here, because SQLite cannot have both names',
	);
	expect(feed.store.notes()).toEqual(record.warnings);
});

test('odd names of columns and datasets do no harm', () => {
	const feed = new Feed();
	const odd = { 'a"b': 1, "it's": 2, '1': 3, '': 4, 'nul\0l': 5, __proto__x: 6, constructor: 7, 'Ž; DROP TABLE x': 8 };
	for (const id of ['Property', 'property', '_runs', 'sqlite_x', 'Robert"); --']) {
		const rows = [JSON.parse(`{"Key":"k","__proto__":9}`) as object, { Key: 'l', ...odd }];
		feed.run(dataset(id), rows as never);
		expect(feed.read((reader) => [...reader.rows(id)]).map((row) => row.Key)).toEqual(['k', 'l']);
	}
	expect(
		feed.query('SELECT "a""b", "it\'s", "1", unnamed, nul_l, constructor, "Ž; DROP TABLE x" FROM Property')[1],
	).toEqual([1, 2, 3, 4, 5, 7, 8]);
	expect(feed.query('SELECT count(*) FROM property_2')).toEqual([[2]]);
});

test('past the limit of SQLite the rest goes into one JSON column, and the user is told', () => {
	const feed = new Feed();
	const property = dataset('Property');
	const wide = Object.fromEntries(Array.from({ length: 2100 }, (_, index) => [`c${index}`, index]));
	const record = feed.run(property, [{ Key: 'a', ...wide }]);
	const [row] = feed.query("SELECT c0, c1988, _more ->> 'c2099' FROM Property");
	expect(row).toEqual([0, 1988, 2099]);
	expect(record.warnings[0]).toMatch(/more columns than SQLite allows/);
	expect(feed.run(property, [{ Key: 'a', ...wide }]).counts.Property).toMatchObject({ unchanged: 1 });
	expect(feed.run(property, [{ Key: 'a', ...wide, c2099: 1 }]).counts.Property).toMatchObject({ updated: 1 });
	expect(feed.read((reader) => [...reader.rows('Property')])[0]).toMatchObject({ _more: { c2099: 1 } });
});

test('hidden values are NULL, named in the row and counted by column', () => {
	const feed = new Feed();
	const property = dataset('Property', {
		columns: [
			{ name: 'Price', type: 'decimal' },
			{ name: 'Note', type: 'text' },
		],
	});
	feed.run(property, [
		{ Key: 'a', Price: '********', Note: '********' },
		{ Key: 'b', Price: 5, Note: '********' },
	]);
	expect(feed.query('SELECT Key, Price, Note, _hidden FROM Property ORDER BY Key')).toEqual([
		['a', null, null, '["Note","Price"]'],
		['b', 5, null, '["Note"]'],
	]);
	const hidden = (): (number | string)[][] =>
		feed.store.states()[0]!.columns.map(({ name, hiddenCount }) => [name, hiddenCount]);
	expect(hidden()).toEqual([
		['Key', 0],
		['Price', 1],
		['Note', 2],
	]);
	feed.run(property, [{ Key: 'a', Price: 1, Note: '********' }]);
	expect(hidden()).toEqual([
		['Key', 0],
		['Price', 0],
		['Note', 2],
	]);
	feed.sweep(property, ['b']);
	expect(hidden()).toEqual([
		['Key', 0],
		['Price', 0],
		['Note', 1],
	]);
});

test('custom fields are spread into columns of their own', () => {
	const feed = new Feed();
	const property = dataset('Property', { columns: [{ name: 'b__1', type: 'integer', label: 'Pool size' }] });
	const spread = { spread: ['CustomFields'] };
	feed.run(
		property,
		[{ Key: 'a', City: 'x', CustomFields: [{ b__1: 4, b__2: 'blue', City: 'own' }] }],
		'update',
		spread,
	);
	expect(feed.query('SELECT b__1, b__2, City, "CustomFields.City" FROM Property')).toEqual([[4, 'blue', 'x', 'own']]);
	expect(feed.store.states()[0]!.columns[1]).toMatchObject({ name: 'b__1', label: 'Pool size' });
	feed.run(
		property,
		[
			{ Key: 'b', CustomFields: [] },
			{ Key: 'c', CustomFields: [1, 2] },
		],
		'update',
		spread,
	);
	expect(feed.query("SELECT CustomFields FROM Property WHERE Key = 'c'")).toEqual([['[1,2]']]);
});

test('bookkeeping of the wire is no data', () => {
	const feed = new Feed();
	feed.run(dataset('Property'), [{ '@odata.id': 'x', Key: 'a', 'Media@odata.count': 3, City: 'Fargo' }]);
	expect(feed.store.states()[0]!.columns.map(({ name }) => name)).toEqual(['Key', 'City']);
});

test('composite keys tell rows apart that share one part', () => {
	const feed = new Feed();
	const contacts = dataset('contacts', { key: ['customer', 'id'] });
	feed.run(contacts, [
		{ customer: 'A', id: 1, name: 'x' },
		{ customer: 'B', id: 1, name: 'y' },
	]);
	expect(feed.run(contacts, [{ customer: 'B', id: 1, name: 'z' }]).counts.contacts).toMatchObject({ updated: 1 });
	expect(feed.read((reader) => reader.rowHistory('contacts', '["B","1"]')).map(({ kind }) => kind)).toEqual([
		'inserted',
		'updated',
	]);
	const run = feed.begin(contacts, 'sweep');
	feed.page(run, { ...planFor(contacts), keysOnly: true }, [{ customer: 'A', id: 1 }]);
	const result = feed.store.finishSweep({ run, proof: { isComplete: true }, limitPercent: 50, now: 1 });
	expect(result.deleted).toEqual({ contacts: 1 });
	expect(feed.query('SELECT customer, id FROM contacts')).toEqual([['A', '1']]);
});

test('a dataset whose key changed is refused', () => {
	const feed = new Feed();
	feed.run(dataset('Property'), [{ Key: 'a' }]);
	expect(() => feed.begin(dataset('Property', { key: ['Other'] }))).toThrow(FreeholdError);
});

function planFor(of: ReturnType<typeof dataset>): {
	dataset: string;
	key: readonly string[];
	rowsAt: string[];
	columns: [];
	relations: [];
} {
	return { dataset: of.id, key: of.key, rowsAt: ['value'], columns: [], relations: [] };
}
