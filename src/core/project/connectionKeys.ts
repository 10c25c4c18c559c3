/** What any connection may say of itself in freehold.yaml, whatever its vendor. */
import type { KeyShape } from './shape.ts';

/** Colours that every theme of an editor has. */
export const CONNECTION_COLORS = ['red', 'orange', 'yellow', 'green', 'blue', 'purple'] as const;
export type ConnectionColor = (typeof CONNECTION_COLORS)[number];

export interface ConnectionMarks {
	/** Connections of one group stand together. */
	readonly group?: string | undefined;
	readonly color?: ConnectionColor | undefined;
}

export const connectionKeys: Readonly<Record<'readOnly' | 'group' | 'color', KeyShape>> = {
	readOnly: {
		shape: { kind: 'flag' },
		description: 'Refuse every request that would change data at the vendor.',
		default: false,
	},
	group: {
		shape: { kind: 'text', pattern: '^\\S(.{0,62}\\S)?$', says: 'a name of up to 64 characters such as Production' },
		description: 'Connections of one group stand together in the editor.',
	},
	color: {
		shape: { kind: 'choice', values: CONNECTION_COLORS },
		description: 'Colour of the connection in the editor.',
	},
};
