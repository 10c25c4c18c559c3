/** What a field of a simulated resource is: its name, its type in both dictionaries, and how its value is made. */
import type { ExactDecimal } from '../../json.ts';
import type { Dice } from '../../random.ts';
import type { Role } from '../roles.ts';
import type { World } from './world.ts';

export type FieldValue = string | number | boolean | null | ExactDecimal | readonly string[];

export type EdmType = 'String' | 'Boolean' | 'Int32' | 'Int64' | 'Decimal' | 'Date' | 'DateTimeOffset';

/** What a value is made from: nothing but the seed and the record's number, so any field can be made on its own. */
export interface RecordFacts {
	readonly world: World;
	readonly dice: Dice;
	/** Number by which the content is made; several records share it when the world's variety is limited. */
	readonly ordinal: number;
	/** The record's own number. */
	readonly position: number;
	readonly key: string;
	readonly enteredAt: number;
	readonly modifiedAt: number;
}

export interface FieldSpec {
	readonly name: string;
	readonly type: EdmType;
	/** Throws of the dice that belong to this field. */
	readonly salt: number;
	readonly maxLength?: number;
	readonly precision?: number;
	readonly scale?: number;
	/** Name of the list that the values come from. */
	readonly lookup?: string;
	readonly isCollection?: boolean;
	/** Readable name of a local field. */
	readonly label?: string;
	/** Local fields that dictionary 1.x keeps in the `CustomFields` expansion. */
	readonly isCustom?: boolean;
	/** Roles that see `********`. */
	readonly hiddenFrom?: readonly Role[];
	readonly value: (record: RecordFacts, salt: number) => FieldValue;
}

type Make = (record: RecordFacts, salt: number) => FieldValue;
type Extra = Partial<
	Pick<FieldSpec, 'maxLength' | 'precision' | 'scale' | 'lookup' | 'isCollection' | 'label' | 'isCustom' | 'hiddenFrom'>
>;
export type Draft = Omit<FieldSpec, 'salt'>;

const draft = (name: string, type: EdmType, value: Make, extra: Extra): Draft => ({ name, type, value, ...extra });

export const text = (name: string, maxLength: number, value: Make, extra: Extra = {}): Draft =>
	draft(name, 'String', value, { maxLength, ...extra });
export const whole = (name: string, value: Make, extra: Extra = {}): Draft => draft(name, 'Int32', value, extra);
export const decimal = (name: string, precision: number, scale: number, value: Make, extra: Extra = {}): Draft =>
	draft(name, 'Decimal', value, { precision, scale, ...extra });
export const flag = (name: string, value: Make, extra: Extra = {}): Draft => draft(name, 'Boolean', value, extra);
export const date = (name: string, value: Make, extra: Extra = {}): Draft => draft(name, 'Date', value, extra);
export const instant = (name: string, value: Make, extra: Extra = {}): Draft =>
	draft(name, 'DateTimeOffset', value, { precision: 3, ...extra });
export const one = (name: string, lookup: string, value: Make, extra: Extra = {}): Draft =>
	draft(name, 'String', value, { lookup, ...extra });
export const many = (name: string, lookup: string, value: Make, extra: Extra = {}): Draft =>
	draft(name, 'String', value, { lookup, isCollection: true, ...extra });

/** Gives each field throws of its own. */
export function numbered(drafts: readonly Draft[], firstSalt = 1): readonly FieldSpec[] {
	return drafts.map((field, index) => ({ ...field, salt: firstSalt + index }));
}
