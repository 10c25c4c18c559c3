/** What can be ordered of a running Realpad sandbox, by JSON: the operations that tests call in their own process. */
import { readFaultRules } from '../faults/faultRules.ts';
import { isJsonObject } from '../json.ts';
import { changeables } from './changes.ts';
import type { Changeable, FieldPatch, WhichIds } from './changes.ts';
import type { RealpadSandbox } from './realpadSandbox.ts';
import type { Lie } from './resources/fileStore.ts';

type Order = Readonly<Record<string, unknown>>;
type Operation = (realpad: RealpadSandbox, order: Order) => unknown;

const operations: ReadonlyMap<string, Operation> = new Map(
	Object.entries<Operation>({
		edit: (realpad, order) => realpad.edit(what(order), which(order), patch(order)),
		insert: (realpad, order) => realpad.insert(what(order), count(order)),
		remove: (realpad, order) => realpad.remove(what(order), which(order)),
		addFiles: (realpad, order) => realpad.addFiles(count(order)),
		removeFiles: (realpad, order) => realpad.removeFiles(whichFiles(order)),
		misdeclareFiles: (realpad, order) => realpad.misdeclareFiles(whichFiles(order), lie(order)),
		switchColumn: (realpad, order) =>
			realpad.switchColumn(text(order, 'login'), text(order, 'endpoint'), text(order, 'column'), flag(order, 'isOn')),
		migrate: (realpad, order) =>
			realpad.migrate(flag(order, 'isMigrated'), order.login === undefined ? undefined : text(order, 'login')),
		acceptInvitation: (realpad, order) => realpad.acceptInvitation(text(order, 'login')),
		setConsent: (realpad, order) => realpad.setConsent(text(order, 'login'), flag(order, 'isGiven')),
		forgive: (realpad) => realpad.forgive(),
		advance: (realpad, order) => realpad.advance(number(order, 'ms')),
		skew: (realpad, order) => realpad.clock.skew(number(order, 'ms')),
		clearFaults: (realpad) => realpad.faults.clear(),
		faults: (realpad, order) => {
			const { rules, problems } = readFaultRules(order);
			if (problems.length > 0) throw new TypeError(problems.join('; '));
			for (const rule of rules) realpad.faults.add(rule);
			return rules.length;
		},
		table: (realpad, order) =>
			realpad.table(
				text(order, 'endpoint'),
				order.login === undefined ? undefined : text(order, 'login'),
				texts(order),
			),
		files: (realpad) => [...realpad.files()],
		requests: (realpad) => realpad.requests,
		status: (realpad) => ({
			now: realpad.clock.told(),
			files: realpad.fileCount,
			requests: realpad.requestCount,
			faults: realpad.faults.list(),
		}),
	}),
);

export const realpadOperationNames: readonly string[] = [...operations.keys()];

/**
 * @returns the operation's result, JSON
 * @throws TypeError or RangeError that says what is wrong with the order
 */
export function orderRealpad(realpad: RealpadSandbox, op: string, order: Order): unknown {
	const operation = operations.get(op);
	if (operation === undefined)
		throw new TypeError(`There is no operation ${op}; known are ${realpadOperationNames.join(', ')}`);
	return operation(realpad, order) ?? null;
}

function what(order: Order): Changeable {
	const found = changeables.find((name) => name === order.what);
	if (found === undefined) throw new TypeError(`"what" must be one of ${changeables.join(', ')}`);
	return found;
}

function which(order: Order): WhichIds {
	const value = order.which ?? 1;
	if (isCount(value)) return value;
	if (Array.isArray(value) && value.every((id) => typeof id === 'number')) return value;
	throw new TypeError('"which" must be a number of records or an array of ids');
}

function whichFiles(order: Order): number | readonly string[] {
	const value = order.which ?? 1;
	if (isCount(value)) return value;
	if (Array.isArray(value) && value.every((uid) => typeof uid === 'string')) return value;
	throw new TypeError('"which" must be a number of files or an array of UIDs');
}

function count(order: Order): number {
	const value = order.which ?? 1;
	if (isCount(value)) return value;
	throw new TypeError('"which" must be a number');
}

function isCount(value: unknown): value is number {
	return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}

function lie(order: Order): Lie {
	const found = (['size', 'hugeSize', 'crc'] as const).find((name) => name === order.lie);
	if (found === undefined) throw new TypeError('"lie" must be size, hugeSize or crc');
	return found;
}

function patch(order: Order): FieldPatch | undefined {
	const value = order.patch;
	if (value === undefined) return undefined;
	if (!isJsonObject(value)) throw new TypeError('"patch" must be an object of fields');
	for (const [name, given] of Object.entries(value))
		if (given !== null && typeof given !== 'string' && typeof given !== 'number')
			throw new TypeError(`"patch.${name}" must be text, a number or null`);
	return value as FieldPatch;
}

/** Parameters of an export. */
function texts(order: Order): Readonly<Record<string, string>> {
	const value = order.values ?? {};
	if (!isJsonObject(value) || !Object.values(value).every((each) => typeof each === 'string'))
		throw new TypeError('"values" must be an object of texts');
	return value as Readonly<Record<string, string>>;
}

function text(order: Order, name: string): string {
	const value = order[name];
	if (typeof value !== 'string') throw new TypeError(`"${name}" must be text`);
	return value;
}

function number(order: Order, name: string): number {
	const value = order[name];
	if (typeof value !== 'number') throw new TypeError(`"${name}" must be a number`);
	return value;
}

/** `true` where it is left out. */
function flag(order: Order, name: string): boolean {
	const value = order[name] ?? true;
	if (typeof value !== 'boolean') throw new TypeError(`"${name}" must be true or false`);
	return value;
}
