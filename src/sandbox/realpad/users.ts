/** The API users of the sandbox's developer: who they are, what they see, which columns they chose. */
import type { ColumnFace, Export } from './exports/export.ts';
import type { Language } from './data/terms.ts';

export interface RealpadUser {
	readonly login: string;
	readonly password: string;
	readonly language: Language;
	/** A credential belongs to one area of the API; those of another cannot call the Takeout. */
	readonly area: 'takeout' | 'landingPage';
	/** How many projects the credential is tied to, the first ones. */
	readonly projectLimit: number;
	isInvitationAccepted: boolean;
	isConsentGiven: boolean;
	isMigrated: boolean;
	/** Columns switched on or off by endpoint, against what is on by default. */
	readonly selection: Map<string, Map<string, boolean>>;
}

type Traits = Partial<Omit<RealpadUser, 'login' | 'selection' | 'isMigrated'>>;

export class Users {
	readonly #byLogin = new Map<string, RealpadUser>();

	constructor(isMigrated: boolean) {
		const add = (login: string, traits: Traits = {}): RealpadUser => {
			const user: RealpadUser = {
				login,
				password: `sandbox-${login}`,
				language: 'cs',
				area: 'takeout',
				projectLimit: Number.POSITIVE_INFINITY,
				isInvitationAccepted: true,
				isConsentGiven: true,
				isMigrated,
				selection: new Map(),
				...traits,
			};
			this.#byLogin.set(login, user);
			return user;
		};
		add('takeout');
		add('takeout-en', { language: 'en' });
		const narrow = add('takeout-narrow', { projectLimit: 2 });
		narrow.selection.set(
			'list-excel-products',
			new Map([
				['balcony', false],
				['direction', false],
				['created', true],
			]),
		);
		narrow.selection.set(
			'list-excel-business-cases',
			new Map([
				['deal_id', false],
				['note', false],
			]),
		);
		add('takeout-invited', { isInvitationAccepted: false });
		add('takeout-consent', { isConsentGiven: false });
		add('takeout-migrated').isMigrated = true;
		add('landing-page', { area: 'landingPage' });
	}

	all(): MapIterator<RealpadUser> {
		return this.#byLogin.values();
	}

	find(login: string): RealpadUser | undefined {
		return this.#byLogin.get(login);
	}

	get(login: string): RealpadUser {
		const user = this.find(login);
		if (user === undefined)
			throw new RangeError(`There is no user ${login}; known are ${[...this.#byLogin.keys()].join(', ')}`);
		return user;
	}
}

/** Positions of the columns that the user's file has: keys and enumerations always, the others as chosen. */
export function visibleColumns(plan: Export, user: RealpadUser): readonly number[] {
	const chosen = user.selection.get(plan.endpoint);
	const isVisible = ({ role, id }: ColumnFace): boolean =>
		role === 'on' || role === 'off' ? (chosen?.get(id) ?? role === 'on') : true;
	return plan.columns.flatMap((face, at) => (isVisible(face) ? [at] : []));
}

/** @throws RangeError where the column is unknown or cannot be switched off */
export function switchColumn(plan: Export, user: RealpadUser, id: string, isOn: boolean): void {
	const face = plan.columns.find((each) => each.id === id);
	if (face === undefined)
		throw new RangeError(
			`${plan.endpoint} has no column ${id}; it has ${plan.columns.map((each) => each.id).join(', ')}`,
		);
	if (face.role !== 'on' && face.role !== 'off') throw new RangeError(`${id} is always in ${plan.endpoint}`);
	const chosen = user.selection.get(plan.endpoint) ?? new Map<string, boolean>();
	chosen.set(id, isOn);
	user.selection.set(plan.endpoint, chosen);
}
