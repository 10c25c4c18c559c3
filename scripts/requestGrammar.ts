/** Writes the grammar of request files: what REST Client, httpYac and JetBrains share, with Reapit's filters inside. */
import { EMBEDDED_FILTER, FILTER_SCOPE, LOADS_FILTERS } from './filterGrammar.ts';
import type { Grammar, Rule } from './grammars.ts';

const METHODS = 'GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS';
/** Until the next request, whatever the body of this one leaves open. */
const UNTIL_NEXT = '^(?!###)';

/** `syntaxes/freehold-http.tmLanguage.json`. */
export function requestGrammar(): Grammar {
	return {
		name: 'Freehold Requests',
		scopeName: 'source.freehold-http',
		injections: { 'L:meta.embedded.block.json string': { patterns: [{ include: '#variable' }] } },
		patterns: ['separator', 'directive', 'comment', 'definition', 'request'].map((name) => ({ include: `#${name}` })),
		repository: {
			separator: {
				match: '^(###)\\s*(.*?)\\s*$',
				captures: {
					1: { name: scope('punctuation.separator.request') },
					2: { name: scope('entity.name.section') },
				},
			},
			directive: {
				name: scope('comment.line'),
				match: '^\\s*(#(?!##)|//)\\s*(@[\\w-]+)(?:\\s+(.*?))?\\s*$',
				captures: {
					1: { name: scope('punctuation.definition.comment') },
					2: { name: scope('keyword.other.directive') },
					3: { name: scope('string.unquoted'), patterns: [{ include: '#variable' }] },
				},
			},
			comment: {
				name: scope('comment.line'),
				match: '^\\s*(#(?!##)|//).*$',
				captures: { 1: { name: scope('punctuation.definition.comment') } },
			},
			definition: {
				match: '^\\s*(@)([\\w.-]+)\\s*(=)\\s*(.*?)\\s*$',
				captures: {
					1: { name: scope('punctuation.definition.variable') },
					2: { name: scope('variable.other.definition') },
					3: { name: scope('keyword.operator.assignment') },
					4: { name: scope('string.unquoted'), patterns: [{ include: '#variable' }] },
				},
			},
			variable: {
				name: scope('meta.template'),
				match: '(\\{\\{)\\s*(.*?)\\s*(\\}\\})',
				captures: {
					1: { name: scope('punctuation.definition.template.begin') },
					2: { name: scope('variable.other.template') },
					3: { name: scope('punctuation.definition.template.end') },
				},
			},
			request: REQUEST,
			query: {
				begin: '^(?=\\s+[?&])',
				end: '$',
				patterns: [LOADS_FILTERS, filterParameter('(?=\\s*$)'), { include: '#parameter' }, { include: '#variable' }],
			},
			url: {
				patterns: [
					{ include: '#variable' },
					filterParameter('(?=&\\w+=|\\s*$)'),
					{ include: '#parameter' },
					{ name: scope('constant.character.escape'), match: '%[0-9A-Fa-f]{2}' },
					{ name: scope('string.unquoted.url'), match: '[^\\s?&{%]+|[{%]' },
				],
			},
			parameter: {
				match: '([?&])([^=&\\s]+)(?:(=)([^&\\s]*))?',
				captures: {
					1: { name: scope('punctuation.separator.parameter') },
					2: { name: scope('variable.parameter') },
					3: { name: scope('keyword.operator.assignment') },
					4: { name: scope('string.unquoted'), patterns: [{ include: '#variable' }] },
				},
			},
			header: {
				match: '^([\\w-]+)(:)\\s*(.*?)\\s*$',
				captures: {
					1: { name: scope('entity.name.tag.header') },
					2: { name: scope('punctuation.separator.header') },
					3: { name: scope('string.unquoted'), patterns: [{ include: '#variable' }] },
				},
			},
			body: {
				begin: '^\\s*$',
				while: UNTIL_NEXT,
				patterns: [
					{
						match: '^(<)\\s+(\\S.*?)\\s*$',
						captures: {
							1: { name: scope('keyword.operator.file') },
							2: { name: scope('string.unquoted.path') },
						},
					},
					{
						contentName: 'meta.embedded.block.json',
						begin: '^(?=\\s*[\\[{](?!\\{))',
						while: UNTIL_NEXT,
						patterns: [{ include: '#variable' }, { include: 'source.json' }],
					},
					{ include: '#variable' },
				],
			},
		},
	};
}

const REQUEST: Rule = {
	name: scope('meta.request'),
	begin: `^\\s*(${METHODS})\\s+(.*?)(?:\\s+(HTTP/\\d(?:\\.\\d)?))?\\s*$`,
	beginCaptures: {
		1: { name: scope('keyword.control.method') },
		2: { patterns: [{ include: '#url' }] },
		3: { name: scope('constant.other.protocol') },
	},
	while: UNTIL_NEXT,
	patterns: ['directive', 'comment', 'query', 'header', 'body'].map((name) => ({ include: `#${name}` })),
};

/** The value of `metadata=` and `filter=` is a filter, spaces and quotes as they are. */
function filterParameter(end: string): Rule {
	return {
		match: `([?&])(metadata|filter)(=)(.*?)${end}`,
		captures: {
			1: { name: scope('punctuation.separator.parameter') },
			2: { name: scope('variable.parameter') },
			3: { name: scope('keyword.operator.assignment') },
			4: { name: EMBEDDED_FILTER, patterns: [{ include: '#variable' }, { include: `${FILTER_SCOPE}#expression` }] },
		},
	};
}

function scope(name: string): string {
	return `${name}.freehold-http`;
}
