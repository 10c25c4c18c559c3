/** SQLite's keywords (https://www.sqlite.org/lang_keywords.html). Names that are one of them are quoted. */

/** What a query is made of, and what each is for. The grammar and completion are made from these. */
export const CLAUSES: Readonly<Record<string, string>> = {
	SELECT: 'Columns and expressions of the result.',
	DISTINCT: 'Leaves out rows that are equal to another one.',
	FROM: 'The tables that rows are read from.',
	JOIN: 'Rows of both tables that belong together by `ON` or `USING`.',
	LEFT: '`LEFT JOIN` keeps rows of the left table that have no partner.',
	RIGHT: '`RIGHT JOIN` keeps rows of the right table that have no partner.',
	FULL: '`FULL JOIN` keeps rows of both tables that have no partner.',
	INNER: '`INNER JOIN` keeps only rows that have a partner.',
	CROSS: '`CROSS JOIN` puts every row with every other.',
	NATURAL: '`NATURAL JOIN` joins by all columns of the same name.',
	OUTER: 'As in `LEFT OUTER JOIN`.',
	ON: 'The condition by which rows are joined.',
	USING: 'Columns of the same name by which rows are joined.',
	WHERE: 'Which rows are kept.',
	GROUP: '`GROUP BY` makes one row of those that have the same values.',
	BY: 'As in `GROUP BY`, `ORDER BY`, `PARTITION BY`.',
	HAVING: 'Which groups are kept.',
	ORDER: '`ORDER BY` puts rows in order.',
	ASC: 'The smallest first.',
	DESC: 'The largest first.',
	NULLS: '`NULLS FIRST` or `NULLS LAST`: where rows without a value stand.',
	LIMIT: 'How many rows at most.',
	OFFSET: 'How many rows are left out first.',
	WITH: 'Names a query so that others can read from it.',
	RECURSIVE: 'A named query that may read from itself.',
	MATERIALIZED: 'Computes a named query once; `NOT MATERIALIZED` lets it be merged.',
	UNION: 'Rows of both queries; `UNION ALL` keeps those that are equal.',
	INTERSECT: 'Rows that both queries have.',
	EXCEPT: 'Rows that only the first query has.',
	ALL: 'As in `UNION ALL`.',
	VALUES: 'Rows that are written down.',
	AS: 'Gives a name.',
	CASE: '`CASE WHEN … THEN … ELSE … END`: a value by conditions.',
	WHEN: 'A condition of `CASE`.',
	THEN: 'What `CASE` gives where the condition holds.',
	ELSE: 'What `CASE` gives where none holds.',
	END: 'Ends `CASE`.',
	AND: 'Both hold.',
	OR: 'One of them holds.',
	NOT: 'It does not hold.',
	IN: 'It is one of a list, or of the rows of a query.',
	IS: 'Compares; `NULL` is equal to `NULL`.',
	NULL: 'No value.',
	LIKE: 'Compares with a pattern: `%` is any text, `_` one letter, whatever the case.',
	GLOB: 'Compares with a pattern: `*` is any text, `?` one letter.',
	REGEXP: 'Not available: SQLite has no function for it.',
	BETWEEN: '`a BETWEEN b AND c`: both ends belong to it.',
	EXISTS: 'Whether a query has any row.',
	ESCAPE: 'The letter that takes the meaning from `%` and `_`.',
	COLLATE: 'How text is compared: `NOCASE`, `BINARY`, `RTRIM`.',
	CAST: '`CAST(x AS INTEGER)`: the value as another type.',
	FILTER: '`count(*) FILTER (WHERE …)`: which rows an aggregate counts.',
	OVER: 'Makes an aggregate look at a window of rows.',
	WINDOW: 'Names a window.',
	PARTITION: '`PARTITION BY` begins a window anew for each value.',
	ROWS: 'The window in rows.',
	RANGE: 'The window in values.',
	GROUPS: 'The window in groups of equal rows.',
	PRECEDING: 'Before the row.',
	FOLLOWING: 'Behind the row.',
	UNBOUNDED: 'Up to the end.',
	CURRENT: '`CURRENT ROW`: the row itself.',
	ROW: 'As in `CURRENT ROW`.',
	EXCLUDE: 'Rows that the window leaves out.',
	TIES: 'As in `EXCLUDE TIES`.',
	OTHERS: 'As in `EXCLUDE NO OTHERS`.',
	FIRST: 'As in `NULLS FIRST`.',
	LAST: 'As in `NULLS LAST`.',
	ISNULL: 'Has no value.',
	NOTNULL: 'Has a value.',
	INDEXED: '`INDEXED BY` names the index to be used.',
	EXPLAIN: '`EXPLAIN QUERY PLAN`: how SQLite would find the rows.',
	QUERY: 'As in `EXPLAIN QUERY PLAN`.',
	PLAN: 'As in `EXPLAIN QUERY PLAN`.',
	CURRENT_DATE: 'The day in UTC: `2026-05-01`.',
	CURRENT_TIME: 'The time in UTC: `12:00:00`.',
	CURRENT_TIMESTAMP: 'Day and time in UTC: `2026-05-01 12:00:00`.',
	TRUE: '1.',
	FALSE: '0.',
};

/** What changes something, or sets something up: queries have no use for it, names still need quotes. */
export const OTHER_KEYWORDS: readonly string[] = (
	'ABORT ACTION ADD AFTER ALTER ALWAYS ANALYZE ATTACH AUTOINCREMENT BEFORE BEGIN CASCADE CHECK COLUMN COMMIT CONFLICT ' +
	'CONSTRAINT CREATE DATABASE DEFAULT DEFERRABLE DEFERRED DELETE DETACH DO DROP EACH EXCLUSIVE FAIL FOR FOREIGN ' +
	'GENERATED IF IGNORE IMMEDIATE INDEX INITIALLY INSERT INSTEAD INTO KEY MATCH NO NOTHING OF PRAGMA PRIMARY RAISE ' +
	'REFERENCES REINDEX RELEASE RENAME REPLACE RESTRICT RETURNING ROLLBACK SAVEPOINT SET TABLE TEMP TEMPORARY TO ' +
	'TRANSACTION TRIGGER UNIQUE UPDATE VACUUM VIEW VIRTUAL WITHOUT'
).split(' ');

export const KEYWORDS: ReadonlySet<string> = new Set([...Object.keys(CLAUSES), ...OTHER_KEYWORDS]);

/** Words that no table or column is called by without quotes, as far as a query's structure depends on them. */
export const STRUCTURE_WORDS: ReadonlySet<string> = new Set(
	(
		'SELECT FROM JOIN LEFT RIGHT FULL INNER CROSS NATURAL OUTER ON USING WHERE GROUP HAVING ORDER LIMIT OFFSET UNION ' +
		'INTERSECT EXCEPT WINDOW VALUES AS SET INDEXED NOT WITH RETURNING'
	).split(' '),
);
