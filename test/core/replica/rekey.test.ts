/** A key that was chosen while there was nothing to choose by may be chosen anew, and no other. */
import { expect, test } from 'vitest';
import { DatabaseSync } from 'node:sqlite';
import { ensureTable } from '../../../src/core/replica/columnChanges.ts';
import { createSchema } from '../../../src/core/replica/schema.ts';

const columns = [
	{ name: 'deal_id', type: 'integer' as const },
	{ name: 'note', type: 'text' as const },
];
const tasks = (key: string): { id: string; title: string; key: string[] } => ({
	id: 'tasks',
	title: 'Tasks',
	key: [key],
});

function opened(): DatabaseSync {
	const db = new DatabaseSync(':memory:');
	createSchema(db);
	ensureTable(db, tasks('deal_id'), columns, () => undefined);
	return db;
}

test('a table that never held a row gets another key', () => {
	const db = opened();
	expect(ensureTable(db, tasks('note'), columns, () => undefined).key).toEqual(['note']);
	db.exec(`INSERT INTO tasks (_inserted_run, deal_id, note) VALUES (1, 7, 'a'), (1, 7, 'b')`);
	expect(db.prepare('SELECT count(*) AS n FROM tasks').get()).toEqual({ n: 2 });
});

test('one with rows, or with a history of them, keeps its key', () => {
	const db = opened();
	db.exec(`INSERT INTO tasks (_inserted_run, deal_id) VALUES (1, 7)`);
	const change = (): unknown => ensureTable(db, tasks('note'), columns, () => undefined);
	expect(change).toThrow('tasks could not be extended');
	db.exec(`DELETE FROM tasks; INSERT INTO _history (run, dataset, key, op, old) VALUES (1, 'tasks', '7', 'd', '{}')`);
	expect(change).toThrow('tasks could not be extended');
});
