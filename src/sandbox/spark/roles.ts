/** The data roles of Spark keys, and what each may ask how often (domain: Spark §3.5, §5.2; seed 004). */

export const roles = ['idx', 'vow', 'bbo', 'private'] as const;
export type Role = (typeof roles)[number];

export function isRole(value: unknown): value is Role {
	return roles.some((role) => role === value);
}

/** Who asks: the role and the privileges of the credential that was shown. */
export interface Caller {
	readonly role: Role;
	readonly isReplication: boolean;
	/** The counting unit of rate limits: one key, however its tokens are obtained. */
	readonly key: string;
}

export const hiddenText = '********';

export const rateWindowMs = 5 * 60_000;

/** Private keys are not named in the vendor's table; the sandbox gives them the broker's limit. */
export const documentedRateLimits: Readonly<Record<Role, number>> = { idx: 1500, vow: 4000, bbo: 4000, private: 4000 };

export function largestTop(caller: Caller): number {
	return caller.isReplication ? 1000 : 25;
}

/** IDX keys without replication see the members and the office of their own company only (seed 004). */
export function isBoundToOwnOffice(caller: Pick<Caller, 'role' | 'isReplication'>): boolean {
	return caller.role === 'idx' && !caller.isReplication;
}
