/** Plans as they are read. */
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { planTree } from '../../../src/core/sqlText/planTree.ts';
import type { PlanHint, PlanLine, PlanNode } from '../../../src/core/sqlText/planTree.ts';
import { planText } from '../../../src/core/wording/planText.ts';

function planOf(sql: string): readonly PlanLine[] {
	const db = new DatabaseSync(':memory:');
	try {
		db.exec('CREATE TABLE t (id TEXT PRIMARY KEY, a, b) WITHOUT ROWID; CREATE TABLE u (id TEXT PRIMARY KEY, a)');
		return db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as unknown as readonly PlanLine[];
	} finally {
		db.close();
	}
}

const hints = (nodes: readonly PlanNode[]): readonly PlanHint[] =>
	nodes.flatMap(({ hint, children }) => [...(hint === undefined ? [] : [hint]), ...hints(children)]);

test.each([
	['SELECT * FROM t', ['fullScan']],
	["SELECT * FROM t WHERE id = 'x'", []],
	['SELECT * FROM t ORDER BY a', ['fullScan', 'sort']],
	['SELECT a, count(*) FROM t GROUP BY a', ['fullScan', 'sort']],
	['SELECT * FROM t JOIN u USING (a)', ['fullScan', 'temporaryIndex']],
	['SELECT (SELECT count(*) FROM u WHERE u.a > t.a) FROM t', ['fullScan', 'repeated', 'fullScan']],
	['SELECT 1', []],
	["SELECT value FROM json_each('[1]')", []],
])('%s has the hints %j', (sql, expected) => {
	expect(hints(planTree(planOf(sql)))).toEqual(expected);
});

test('a plan is a tree with notes beside it and advice below', () => {
	const sql = 'SELECT *\nFROM t';
	expect(planText({ sql, steps: planOf(sql), rows: new Map([['t', 12_345]]) })).toBe(
		`  SELECT *
  FROM t

└─ SCAN t   ← reads every row (12,345)

Every row is read where nothing that is compared has an index. Keys have one: a condition on the key, or a join by it, finds rows without reading all.
`,
	);
	expect(planText({ sql: 'SELECT 1', steps: planOf('SELECT 1') })).toBe('  SELECT 1\n\n└─ SCAN CONSTANT ROW\n');
});
