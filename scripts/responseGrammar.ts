/** Writes the grammar of answers: status, comments, headers, then a body in a language of its own. */
import type { Grammar, Rule } from './grammars.ts';

/** `syntaxes/freehold-response.tmLanguage.json`. */
export function responseGrammar(): Grammar {
	return {
		name: 'Freehold Response',
		scopeName: 'source.freehold-response',
		patterns: ['status', 'comment', 'header', 'json', 'xml'].map((name) => ({ include: `#${name}` })),
		repository: {
			status: {
				match: '^(HTTP)\\s+(?:([23]\\d\\d)|(\\d{3}))\\b(.*)$',
				captures: {
					1: { name: scope('keyword.other.protocol') },
					2: { name: scope('constant.numeric.status') },
					3: { name: scope('invalid.illegal.status') },
					4: { name: scope('string.unquoted.status') },
				},
			},
			comment: { name: scope('comment.line'), match: '^#.*$' },
			header: {
				match: '^([\\w-]+)(:)\\s*(.*)$',
				captures: {
					1: { name: scope('support.variable.header') },
					2: { name: scope('punctuation.separator.header') },
					3: { name: scope('string.unquoted.header') },
				},
			},
			// A body begins behind a blank line; nothing follows it.
			json: embedded('json', '^(?=\\s*[\\[{])', 'source.json'),
			xml: embedded('xml', '^(?=\\s*<)', 'text.xml'),
		},
	};
}

function embedded(language: string, begin: string, include: string): Rule {
	return { begin, end: '\\z', contentName: `meta.embedded.block.${language}`, patterns: [{ include }] };
}

function scope(name: string): string {
	return `${name}.freehold-response`;
}
