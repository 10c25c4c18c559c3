/** Which settings of a connection can be edited one by one, and what they are now: the grammar of the file says it. */
import { isMap } from 'yaml';
import type { Setting } from '../newConnection.ts';
import { parseProject } from '../parseProject.ts';
import { PROJECT_SHAPE } from '../projectShape.ts';
import type { KeyShape, ObjectShape } from '../shape.ts';
import { changeSetting } from './editConnections.ts';
import { readable } from './splice.ts';

export interface EditableSetting {
	readonly key: string;
	readonly description: string;
	/** `list`: texts with commas between. */
	readonly kind: 'choice' | 'text' | 'list';
	/** Of a choice; a flag is `true` or `false`. */
	readonly values: readonly string[];
	/** As the file says it now; empty where it says nothing. */
	readonly value: string;
	/** What holds where the file says nothing. */
	readonly usual: string | undefined;
	readonly isRequired: boolean;
}

/** Without those that need the file itself: lists and parameters by dataset. Empty where there is no such connection. */
export function editableSettings(text: string, name: string): readonly EditableSetting[] {
	const settings: unknown = readable(text).getIn(['connections', name]);
	if (!isMap(settings)) return [];
	const given = settings.toJSON() as Readonly<Record<string, unknown>>;
	const shape = shapeOf(given.source);
	return Object.entries(shape?.keys ?? {}).flatMap(([key, one]) => {
		const editable = key === 'source' ? undefined : editableShape(one);
		if (editable === undefined) return [];
		const { description, isRequired = false, default: usual } = one;
		const value = valueText(given[key]);
		return [
			{ key, description, ...editable, value, usual: usual === undefined ? undefined : String(usual), isRequired },
		];
	});
}

/** @param answer  as it is typed or chosen; empty takes the setting out */
export function changedSetting(text: string, name: string, setting: EditableSetting, answer: string): string {
	return changeSetting(text, name, setting.key, valueOf(setting, answer));
}

/** What would be wrong in the file that was not before, in the validator's words. */
export function settingProblem(
	text: string,
	name: string,
	setting: EditableSetting,
	answer: string,
): string | undefined {
	const before = new Set(messagesOf(text));
	return messagesOf(changedSetting(text, name, setting, answer)).find((message) => !before.has(message));
}

function valueOf({ kind, values }: EditableSetting, answer: string): Setting | undefined {
	const trimmed = answer.trim();
	if (trimmed === '') return undefined;
	if (kind === 'choice' && values.includes('true')) return trimmed === 'true';
	if (kind !== 'list') return trimmed;
	const items = trimmed.split(/\s*,\s*/).filter((item) => item !== '');
	const [first] = items;
	return items.length === 1 ? first : items;
}

function editableShape({ shape }: KeyShape): Pick<EditableSetting, 'kind' | 'values'> | undefined {
	switch (shape.kind) {
		case 'choice':
			return { kind: 'choice', values: shape.values };
		case 'flag':
			return { kind: 'choice', values: ['true', 'false'] };
		case 'text':
		case 'origin':
			return { kind: 'text', values: [] };
		case 'list':
			return { kind: 'list', values: [] };
		default:
			return undefined;
	}
}

function shapeOf(source: unknown): ObjectShape | undefined {
	const connections = PROJECT_SHAPE.keys.connections?.shape;
	if (connections?.kind !== 'map' || connections.of.kind !== 'variant') return undefined;
	return connections.of.variants.find(({ value }) => value === source)?.shape;
}

function valueText(value: unknown): string {
	if (Array.isArray(value)) return value.map(String).join(', ');
	return typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number' ? String(value) : '';
}

function messagesOf(text: string): readonly string[] {
	return parseProject(text, '.').problems.flatMap(({ severity, message }) => (severity === 'error' ? [message] : []));
}
