/** The steps that describe a new connection: source → name → address → what its vendor wants to know → credentials. */
import { originProblem } from '../../core/project/origins.ts';
import { parseProject } from '../../core/project/parseProject.ts';
import { CUSTOMER_PATTERN } from '../../core/project/reapitShape.ts';
import type { NewConnection } from '../../core/project/newConnection.ts';
import type { SourceName } from '../../core/project/project.ts';
import { sandboxCustomer } from '../../core/sources/reapit/reapitSettings.ts';
import { secretFields } from '../../core/project/secretFields.ts';
import type { Answers, ChoiceStep, Problem, Step, TextStep } from './stepWalk.ts';

export const SOURCES: readonly SourceName[] = ['spark', 'realpad', 'reapit'];
const KEY_TYPES = ['idx', 'vow', 'bbo', 'private'] as const;
const SPARK_AUTHS = ['token', 'oauth2', 'openid', 'apiSig'] as const;
const REAPIT_AUTHS = ['clientCredentials', 'authorizationCode'] as const;

const USUAL_NAMES: Readonly<Record<SourceName, string>> = { spark: 'mls', realpad: 'prague', reapit: 'agency' };

/** Before a step's id: the field of a secret. */
export const SECRET = 'secret.';

export interface StepSurroundings {
	/** Names of connections that are there. */
	readonly taken: readonly string[];
	/** Whether the environment has a secret, so that it need not be typed. */
	readonly hasVariable: (connection: string, field: string) => boolean;
}

export function connectionSteps(answers: Answers, surroundings: StepSurroundings): readonly Step[] {
	const source = sourceOf(answers);
	const steps: readonly Step[] = [
		choice('source', SOURCES),
		nameStep(source, surroundings.taken),
		choice('place', ['vendor', 'own']),
		...(answers.place === 'own' ? [addressStep('baseUrl')] : []),
		...vendorSteps(source, answers),
	];
	return [...steps, ...credentialSteps(answers, surroundings)];
}

/** What the answers describe; usual values where a step was not reached yet. */
export function describedConnection(answers: Answers): NewConnection {
	const name = answers.name ?? USUAL_NAMES[sourceOf(answers)];
	const isOwn = answers.place === 'own';
	const baseUrl = isOwn ? address(answers.baseUrl) : undefined;
	const identityUrl = isOwn ? address(answers.identityUrl) : undefined;
	switch (sourceOf(answers)) {
		case 'realpad':
			return { source: 'realpad', name, multipleInquiries: answers.multipleInquiries === 'yes', baseUrl };
		case 'reapit': {
			const auth = oneOf(REAPIT_AUTHS, answers.auth);
			// A user who signs in brings the customer along.
			const customers = auth === 'clientCredentials' ? customersIn(answers.customers ?? sandboxCustomer) : [];
			return { source: 'reapit', name, auth, customers, baseUrl, identityUrl };
		}
		case 'spark': {
			const [keyType, auth] = [oneOf(KEY_TYPES, answers.keyType), oneOf(SPARK_AUTHS, answers.auth)];
			return {
				...{ source: 'spark', name, keyType, replication: answers.replication === 'yes', auth },
				...{ baseUrl, identityUrl: needsIdentity(answers) ? identityUrl : undefined },
			};
		}
	}
}

/** By field; those that the environment has are left out. */
export function secretsOf(answers: Answers): Readonly<Record<string, string>> {
	return Object.fromEntries(
		Object.entries(answers).flatMap(([id, value]) =>
			id.startsWith(SECRET) && value !== '' ? [[id.slice(SECRET.length), value] as const] : [],
		),
	);
}

/** A field of the credentials. Blanks at either end of a login or a key come from copying; a password may mean them. */
export function secretStep(field: string, isHidden: boolean, isOptional: boolean): TextStep {
	return {
		...{ kind: 'text', id: SECRET + field, isHidden, usual: '' },
		problem: (text) => (text.trim() === '' && !isOptional ? 'empty' : undefined),
	};
}

/** @returns the validator's own words */
export function nameProblem(name: string, taken: readonly string[]): Problem | undefined {
	if (name === '') return 'empty';
	// Quoted, so that whatever is typed stays one name.
	const lines = [...taken, name].map((one) => `  ${JSON.stringify(one)}: { source: realpad }`);
	const { problems } = parseProject(`version: 1\nconnections:\n${lines.join('\n')}\n`, '.');
	const [problem] = problems;
	return problem === undefined ? undefined : { says: problem.message };
}

function sourceOf({ source }: Answers): SourceName {
	return oneOf(SOURCES, source);
}

function nameStep(source: SourceName, taken: readonly string[]): TextStep {
	const usual = USUAL_NAMES[source];
	const free = [usual, ...[2, 3, 4, 5, 6, 7, 8, 9].map((nth) => `${usual}${nth}`)].find(
		(name) => nameProblem(name, taken) === undefined,
	);
	return {
		...{ kind: 'text', id: 'name', isHidden: false, usual: free ?? '' },
		problem: (text) => nameProblem(text.trim(), taken),
	};
}

function vendorSteps(source: SourceName, answers: Answers): readonly Step[] {
	const isOwn = answers.place === 'own';
	switch (source) {
		case 'realpad':
			return [choice('multipleInquiries', ['no', 'yes'])];
		case 'reapit': {
			const auth = oneOf(REAPIT_AUTHS, answers.auth);
			return [
				...(isOwn ? [addressStep('identityUrl', 'optional')] : []),
				choice('auth', REAPIT_AUTHS),
				...(auth === 'clientCredentials' ? [customersStep()] : []),
			];
		}
		case 'spark':
			return [
				choice('keyType', KEY_TYPES),
				choice('replication', ['no', 'yes']),
				choice('auth', SPARK_AUTHS),
				...(isOwn && needsIdentity(answers) ? [addressStep('identityUrl', 'optional')] : []),
			];
	}
}

function needsIdentity({ auth }: Answers): boolean {
	return auth === 'oauth2' || auth === 'openid';
}

function credentialSteps(answers: Answers, { hasVariable }: StepSurroundings): readonly Step[] {
	const described = describedConnection(answers);
	return secretFields(described).map(({ name, isHidden }) =>
		secretStep(name, isHidden, hasVariable(described.name, name)),
	);
}

function choice(id: string, values: readonly string[]): ChoiceStep {
	return { kind: 'choice', id, values, usual: values[0] ?? '' };
}

function addressStep(id: 'baseUrl' | 'identityUrl', how: 'needed' | 'optional' = 'needed'): TextStep {
	return {
		...{ kind: 'text', id, isHidden: false, usual: '' },
		problem: (text) => {
			if (text.trim() === '') return how === 'needed' ? 'empty' : undefined;
			const problem = originProblem(text.trim());
			return problem === undefined ? undefined : { says: problem };
		},
	};
}

function customersStep(): TextStep {
	const pattern = new RegExp(CUSTOMER_PATTERN);
	return {
		...{ kind: 'text', id: 'customers', isHidden: false, usual: sandboxCustomer },
		problem: (text) => {
			const customers = customersIn(text);
			if (customers.length === 0) return 'empty';
			const odd = customers.find((customer) => !pattern.test(customer));
			return odd === undefined ? undefined : { says: `'${odd}' is no id of a customer` };
		},
	};
}

function customersIn(text: string): readonly string[] {
	return [...new Set(text.split(/[\s,]+/).filter((one) => one !== ''))];
}

function address(text: string | undefined): string | undefined {
	const trimmed = text?.trim() ?? '';
	return URL.canParse(trimmed) ? new URL(trimmed).origin : undefined;
}

function oneOf<T extends string>(values: readonly [T, ...T[]] | readonly T[], given: string | undefined): T {
	const found = values.find((value) => value === given) ?? values[0];
	if (found === undefined) throw new Error('There is nothing to choose from');
	return found;
}
