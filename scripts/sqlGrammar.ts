/** Writes the grammar of SQL as SQLite has it, from the tables of keywords and functions. Scopes are those of any SQL. */
import { DIRECTIVES } from '../src/core/sqlText/directives.ts';
import { FUNCTIONS } from '../src/core/sqlText/functions.ts';
import { CLAUSES, OTHER_KEYWORDS } from '../src/core/sqlText/keywords.ts';
import { anyOf } from './grammars.ts';
import type { Grammar, Rule } from './grammars.ts';

const CONSTANTS = ['NULL', 'TRUE', 'FALSE', 'CURRENT_DATE', 'CURRENT_TIME', 'CURRENT_TIMESTAMP'];
const LOGIC = ['AND', 'OR', 'NOT', 'IN', 'IS', 'LIKE', 'GLOB', 'REGEXP', 'BETWEEN', 'EXISTS', 'ISNULL', 'NOTNULL'];
/** Letters that names begin with and go on with. */
const NAME = '[A-Za-z_\\x{80}-\\x{10ffff}][\\w$\\x{80}-\\x{10ffff}]*';

/** `syntaxes/freehold-sql.tmLanguage.json`. */
export function sqlGrammar(): Grammar {
	const clauses = Object.keys(CLAUSES).filter((word) => !CONSTANTS.includes(word) && !LOGIC.includes(word));
	return {
		name: 'Freehold SQL',
		scopeName: 'source.freehold-sql',
		patterns: [
			DIRECTIVE,
			{ name: scope('comment.line.double-dash'), match: '(--).*$', captures: { 1: DEFINES_COMMENT } },
			block('comment.block', '/\\*', '\\*/', 'punctuation.definition.comment'),
			// A blob before the text that its quotes look like.
			{ name: scope('constant.other.blob'), match: "\\b[xX]'[0-9a-fA-F]*'" },
			quoted('string.quoted.single', "'"),
			quoted('variable.other.quoted', '"'),
			quoted('variable.other.quoted', '`'),
			block('variable.other.quoted', '\\[', '\\]', 'punctuation.definition.name'),
			{
				name: scope('constant.numeric'),
				match: '\\b0[xX][0-9a-fA-F]+\\b|(?:\\b\\d[\\d_]*\\.?|(?<!\\w)\\.\\d)[\\d_]*(?:[eE][+-]?\\d+)?\\b',
			},
			{ name: scope('variable.parameter'), match: '\\?\\d*|[:@$][\\w$]+' },
			// Behind a dot a word is a name, whatever it says elsewhere.
			{ name: scope('variable.other.column'), match: `(?<=\\.)\\s*${NAME}` },
			{ name: scope('variable.other.table'), match: `${NAME}(?=\\s*\\.\\s*[\\w"\`\\[*])` },
			words('constant.language', CONSTANTS),
			{
				name: scope('support.function'),
				match: `(?i)\\b(?:${anyOf(FUNCTIONS.map(({ name }) => name))})\\b(?=\\s*\\()`,
			},
			words('keyword.operator.logical', LOGIC),
			words('keyword.other', clauses),
			words(
				'keyword.other.unavailable',
				OTHER_KEYWORDS.filter((word) => !NAMES_TOO.includes(word)),
			),
			{ name: scope('keyword.operator'), match: '->>|->|\\|\\||<<|>>|<=|>=|<>|==|!=|[-+*/%&|~<>=]' },
			{ name: scope('punctuation.terminator.statement'), match: ';' },
		],
	};
}

/** Keywords that are rather names in a query: `key` of `json_each`. */
const NAMES_TOO = [
	'KEY',
	'ACTION',
	'NO',
	'OF',
	'TO',
	'DO',
	'FOR',
	'EACH',
	'FAIL',
	'INDEX',
	'COLUMN',
	'ADD',
	'REPLACE',
	'IF',
	'VIEW',
];

const DEFINES_COMMENT = { name: scope('punctuation.definition.comment') };

const DIRECTIVE: Rule = {
	name: scope('comment.line.double-dash'),
	match: `(--)\\s*(@(?:${anyOf(DIRECTIVES)}))\\b(?:\\s+(\\S.*?))?\\s*$`,
	captures: {
		1: DEFINES_COMMENT,
		2: { name: scope('keyword.other.directive') },
		3: { name: scope('string.unquoted') },
	},
};

function words(name: string, of: readonly string[]): Rule {
	return { name: scope(name), match: `(?i)\\b(?:${anyOf(of)})\\b` };
}

/** A doubled quote is one. */
function quoted(name: string, quote: string): Rule {
	const ends = name.startsWith('string') ? 'punctuation.definition.string' : 'punctuation.definition.name';
	const patterns: readonly Rule[] = [{ name: scope('constant.character.escape'), match: `${quote}${quote}` }];
	return { ...block(name, quote, `${quote}(?!${quote})`, ends), patterns };
}

function block(name: string, begin: string, end: string, punctuation: string): Rule {
	return {
		...{ name: scope(name), begin, end },
		beginCaptures: { 0: { name: scope(`${punctuation}.begin`) } },
		endCaptures: { 0: { name: scope(`${punctuation}.end`) } },
	};
}

function scope(name: string): string {
	return `${name}.sql`;
}
