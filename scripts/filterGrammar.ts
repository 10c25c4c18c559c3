/** Writes the grammar of filters from the operator table, and the one that finds filters in freehold.yaml. */
import { reapitDialect } from '../src/core/filter/dialect.ts';
import type { Dialect } from '../src/core/filter/dialect.ts';
import { anyOf } from './grammars.ts';
import type { Grammar, Rule } from './grammars.ts';

export const FILTER_SCOPE = 'source.freehold-filter';
/** Around a filter within another language. */
export const EMBEDDED_FILTER = 'meta.embedded.inline.freehold-filter';

/**
 * Matches nothing. Grammars that another one includes are looked for in patterns, not in those of captures
 * (vscode-textmate, `collectExternalReferencesInRules`), where filters are included.
 */
export const LOADS_FILTERS: Rule = {
	begin: '(?!)',
	end: '(?!)',
	patterns: [{ include: `${FILTER_SCOPE}#expression` }],
};

/** Behind a word: whatever ends one for the scanner. */
const WORD_END = '(?=[\\s,();]|$)';
const CURLY = '‘’‚‛';

/** `syntaxes/freehold-filter.tmLanguage.json`. */
export function filterGrammar(dialect: Dialect = reapitDialect): Grammar {
	return {
		name: 'Freehold Filter',
		scopeName: FILTER_SCOPE,
		patterns: [{ include: '#directive' }, { include: '#comment' }, { include: '#expression' }],
		repository: {
			directive: {
				name: scope('comment.line.number-sign'),
				match: '^(#)\\s*(@(?:name|dataset))\\s+(.*?)\\s*$',
				captures: {
					1: { name: scope('punctuation.definition.comment') },
					2: { name: scope('keyword.other.directive') },
					3: { name: scope('entity.name.section') },
				},
			},
			comment: {
				name: scope('comment.line.number-sign'),
				match: '^(#).*$',
				captures: { 1: { name: scope('punctuation.definition.comment') } },
			},
			expression: {
				patterns: ['field', 'operators', 'strings', 'literals', 'comma', 'logic'].map((name) => ({
					include: `#${name}`,
				})),
			},
			field: fieldRule(dialect),
			operators: { patterns: operatorRules(dialect) },
			strings: { patterns: stringRules(dialect) },
			literals: { patterns: LITERALS },
			comma: { name: scope('punctuation.separator.list'), match: ',' },
			logic: { name: scope('invalid.illegal.logic'), match: `(?i)(?<=\\s)(?:and|or|not)${WORD_END}|&&|\\|\\||[();]` },
		},
	};
}

/** As VS Code's grammar of YAML names them. */
const SCALARS = ['quoted.double', 'quoted.single', 'unquoted.plain.out', 'unquoted.plain.in'].map(
	(kind) => `string.${kind}.yaml`,
);

/** `syntaxes/freehold-filter.injection.json`: scalars of YAML that read like a filter, quoted or not. */
export function filterInjection({ prefix }: Dialect = reapitDialect): Grammar {
	const opening = `${prefix}\\.\\S+\\s+\\$`;
	const embedded = (match: string): Rule => ({
		name: EMBEDDED_FILTER,
		match,
		captures: { 0: { patterns: [{ include: `${FILTER_SCOPE}#expression` }] } },
	});
	return {
		name: 'Freehold Filter in YAML',
		scopeName: 'freehold-filter.injection',
		// Not within itself: what is captured is looked through once more, in the same scopes.
		injectionSelector: SCALARS.map((scalar) => `L:${scalar} -${EMBEDDED_FILTER}`).join(', '),
		patterns: [
			embedded(`(?<=")${opening}(?:[^"\\\\]|\\\\.)*(?="|$)`),
			// Within single quotes, YAML doubles the apostrophes of the filter.
			{
				name: EMBEDDED_FILTER,
				match: `(?<=')${opening}(?:[^']|'')*(?='|$)`,
				captures: {
					0: {
						patterns: [
							{ name: scope('string.quoted.single'), match: "''(?:[^']|'''')*''" },
							{ include: `${FILTER_SCOPE}#expression` },
						],
					},
				},
			},
			embedded(`(?<!["'])${opening}[^\\[\\]{}]*?(?=\\s+#|\\s*$|\\s*[\\[\\]{}])`),
			LOADS_FILTERS,
		],
	};
}

function fieldRule({ prefix }: Dialect): Rule {
	return {
		match: `(?i)(?<![\\w.$])(${prefix})(\\.)([^\\s,();]+)`,
		captures: {
			1: { name: scope('variable.language.prefix') },
			2: { name: scope('punctuation.accessor') },
			3: {
				name: scope('variable.other.property'),
				patterns: [{ name: scope('punctuation.accessor'), match: '\\.' }],
			},
		},
	};
}

/** What is known has its kind; whatever else begins with `$`, and what other languages write, stands out. */
function operatorRules({ operators }: Dialect): readonly Rule[] {
	const named = (takes: 'one' | 'list'): readonly string[] =>
		operators.filter((operator) => operator.takes === takes).map(({ name }) => name);
	const aliases = operators.flatMap((operator) => operator.aliases).filter((alias) => !/^\w/.test(alias));
	const word = (words: string): string => `(?i)(?<=^|\\s)(?:${words})${WORD_END}`;
	return [
		{ name: scope('keyword.operator.comparison'), match: word(anyOf(named('one'))) },
		{ name: scope('keyword.operator.list'), match: word(anyOf(named('list'))) },
		{ name: scope('invalid.illegal.operator'), match: word(`${anyOf(aliases)}|\\$\\w*`) },
	];
}

function stringRules({ escape }: Dialect): readonly Rule[] {
	const straight = escape === 'double' ? { match: "''", end: "'(?!')|$" } : { match: '\\\\.', end: "'|$" };
	const quoted = (kind: string, quote: string, begin: string, end: string, patterns: readonly Rule[]): Rule => ({
		name: scope(`string.quoted.${kind}`),
		begin,
		end,
		beginCaptures: { 0: { name: scope(quote) } },
		endCaptures: { 0: { name: scope(quote) } },
		patterns,
	});
	return [
		quoted('single', 'punctuation.definition.string', "(?<=[\\s,(]|^)'", straight.end, [
			{ name: scope('constant.character.escape'), match: straight.match },
		]),
		quoted('other', 'invalid.deprecated.quote', `(?<=[\\s,(]|^)[${CURLY}]`, `[${CURLY}]|$`, []),
		quoted('double', 'invalid.illegal.quote', '(?<=[\\s,(]|^)"', '"|$', []),
	];
}

const LITERALS: readonly Rule[] = [
	{
		name: scope('constant.other.datetime'),
		match: `\\d{4}-\\d{2}-\\d{2}(?:[Tt]\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?(?:[Zz]|[+-]\\d{2}:?\\d{2})?)?${WORD_END}`,
	},
	{ name: scope('constant.numeric.decimal'), match: `(?<=[\\s,])-?\\d+(?:\\.\\d+)?${WORD_END}` },
	{ name: scope('constant.language.boolean'), match: `(?i)(?<=[\\s,])(?:true|false)${WORD_END}` },
	{ name: scope('invalid.illegal.null'), match: `(?i)(?<=[\\s,])(?:null|nil|undefined)${WORD_END}` },
];

function scope(name: string): string {
	return `${name}.freehold-filter`;
}
