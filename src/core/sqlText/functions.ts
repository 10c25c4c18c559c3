/** SQLite's functions that a query has use for, with what each gives. Those that only newer builds have are left out. */

export interface SqlFunction {
	readonly name: string;
	/** As it is called. */
	readonly signature: string;
	readonly about: string;
	readonly kind: 'scalar' | 'aggregate' | 'window' | 'date' | 'json' | 'table';
}

type Rows = Readonly<Record<string, readonly [parameters: string, about: string]>>;

const scalar: Rows = {
	abs: ['X', 'The value without its sign.'],
	ceil: ['X', 'The next whole number upwards.'],
	char: ['X1, …', 'Text of these code points.'],
	coalesce: ['X, Y, …', 'The first that has a value.'],
	concat: ['X, …', 'All of them as one text; what has no value counts as empty.'],
	concat_ws: ['SEPARATOR, X, …', 'All that have a value as one text, with the separator between them.'],
	exp: ['X', 'e to the power of X.'],
	floor: ['X', 'The next whole number downwards.'],
	format: ['FORMAT, …', "Text by a format: `format('%,d', 1234567)` is `1,234,567`."],
	hex: ['X', 'The bytes in hexadecimal.'],
	ifnull: ['X, Y', 'X, or Y where X has no value.'],
	iif: ['CONDITION, X, Y', 'X where the condition holds, else Y.'],
	instr: ['TEXT, PART', 'Where the part begins, from 1; 0 where it is not in the text.'],
	length: ['X', 'Number of characters.'],
	ln: ['X', 'The natural logarithm.'],
	log10: ['X', 'The logarithm to base 10.'],
	lower: ['X', 'In lower case (ASCII letters only).'],
	ltrim: ['X, CHARACTERS?', 'Without the spaces (or characters) at its beginning.'],
	mod: ['X, Y', 'What is left when X is divided by Y.'],
	nullif: ['X, Y', 'X, or nothing where both are equal.'],
	octet_length: ['X', 'Number of bytes.'],
	pow: ['X, Y', 'X to the power of Y.'],
	printf: ['FORMAT, …', 'As `format`.'],
	quote: ['X', 'The value as it stands in SQL.'],
	radians: ['X', 'Degrees as radians.'],
	random: ['', 'Any 64-bit number.'],
	replace: ['TEXT, PART, WITH', 'The text with every occurrence of the part replaced.'],
	round: ['X, DIGITS?', 'Rounded to so many digits behind the point.'],
	rtrim: ['X, CHARACTERS?', 'Without the spaces (or characters) at its end.'],
	sign: ['X', '-1, 0 or 1.'],
	sin: ['X', 'The sine of X in radians.'],
	cos: ['X', 'The cosine of X in radians.'],
	acos: ['X', 'The angle in radians whose cosine X is.'],
	sqrt: ['X', 'The square root.'],
	substr: ['TEXT, START, LENGTH?', 'A part of the text; the first character is 1, from the end -1.'],
	trim: ['X, CHARACTERS?', 'Without the spaces (or characters) at both ends.'],
	trunc: ['X', 'Without what stands behind the point.'],
	typeof: ['X', '`null`, `integer`, `real`, `text` or `blob`.'],
	unicode: ['X', 'Code point of the first character.'],
	upper: ['X', 'In upper case (ASCII letters only).'],
	zeroblob: ['N', 'N bytes of zero.'],
};

const aggregate: Rows = {
	avg: ['X', 'The mean of the values.'],
	count: ['X', 'How many values there are; `count(*)` counts rows.'],
	group_concat: ['X, SEPARATOR?', 'All values as one text, with commas (or the separator) between them.'],
	max: ['X', 'The largest value; of several arguments the largest of them.'],
	min: ['X', 'The smallest value; of several arguments the smallest of them.'],
	sum: ['X', 'The sum; nothing where there is no value.'],
	total: ['X', 'The sum as a decimal; 0.0 where there is no value.'],
};

const window: Rows = {
	cume_dist: ['', 'Share of rows up to this one.'],
	dense_rank: ['', 'Rank without gaps.'],
	first_value: ['X', 'X of the first row of the window.'],
	lag: ['X, OFFSET?, DEFAULT?', 'X of the row before.'],
	last_value: ['X', 'X of the last row of the window.'],
	lead: ['X, OFFSET?, DEFAULT?', 'X of the row behind.'],
	nth_value: ['X, N', 'X of the Nth row of the window.'],
	ntile: ['N', 'Which of N equal parts the row is in.'],
	percent_rank: ['', 'Rank from 0 to 1.'],
	rank: ['', 'Rank; equal rows share one, and leave a gap.'],
	row_number: ['', 'Number of the row in the window, from 1.'],
};

const date: Rows = {
	date: ['TIME, MODIFIER…', "The day: `date('now', '-7 days')`."],
	datetime: ['TIME, MODIFIER…', "Day and time: `datetime(ms / 1000, 'unixepoch')`."],
	julianday: ['TIME, MODIFIER…', 'Days since 4714 BC, with fractions: differences are days.'],
	strftime: ['FORMAT, TIME, MODIFIER…', "By a format: `strftime('%Y-%m', ListedAt)`."],
	time: ['TIME, MODIFIER…', 'The time of the day.'],
	timediff: ['A, B', 'What has to be added to B to get A.'],
	unixepoch: ['TIME, MODIFIER…', 'Seconds since 1970.'],
};

const json: Rows = {
	json: ['X', 'The JSON without spaces; fails where it is none.'],
	json_array: ['X, …', 'An array of the values.'],
	json_array_length: ['X, PATH?', 'How many elements the array has.'],
	json_extract: ['X, PATH, …', "What stands at the path: `json_extract(Rooms, '$[0].name')`; `->>` does the same."],
	json_group_array: ['X', 'All values as an array.'],
	json_group_object: ['NAME, X', 'All values as an object.'],
	json_object: ['NAME, X, …', 'An object of names and values.'],
	json_type: ['X, PATH?', '`null`, `true`, `false`, `integer`, `real`, `text`, `array` or `object`.'],
	json_valid: ['X', '1 where it is JSON.'],
};

const table: Rows = {
	json_each: [
		'X, PATH?',
		'A row for each element: `FROM listings, json_each(Rooms) AS room`, with `key`, `value`, `type`.',
	],
	json_tree: ['X, PATH?', 'A row for each element at any depth, with `fullkey` and `path`.'],
};

export const FUNCTIONS: readonly SqlFunction[] = Object.entries({
	scalar,
	aggregate,
	window,
	date,
	json,
	table,
}).flatMap(([kind, rows]) =>
	Object.entries(rows).map(([name, [parameters, about]]) => ({
		...{ name, signature: `${name}(${parameters})`, about },
		kind: kind as SqlFunction['kind'],
	})),
);

const byName = new Map(FUNCTIONS.map((one) => [one.name, one]));

export function functionNamed(name: string): SqlFunction | undefined {
	return byName.get(name.toLowerCase());
}

/** Columns of tables that functions make. */
export const FUNCTION_COLUMNS: readonly string[] = ['key', 'value', 'type', 'atom', 'id', 'parent', 'fullkey', 'path'];
