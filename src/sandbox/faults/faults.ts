/** The faults in force: counts the requests that each rule matches and says what happens to one. */
import type { SandboxRequest } from '../answer.ts';
import { expression, faultProblems } from './faultRules.ts';
import type { FaultAction, FaultMatch, FaultRule } from './faultRules.ts';

interface Counted {
	readonly rule: FaultRule;
	matched: number;
	applied: number;
}

export class Faults {
	readonly #rules: Counted[] = [];

	/**
	 * @returns removes the rule again
	 * @throws TypeError that names everything wrong with the rule
	 */
	add(rule: FaultRule): () => void {
		const problems = faultProblems(rule);
		if (problems.length > 0) throw new TypeError(`The fault cannot be used: ${problems.join('; ')}`);
		const counted = { rule, matched: 0, applied: 0 };
		this.#rules.push(counted);
		return () => {
			const at = this.#rules.indexOf(counted);
			if (at >= 0) this.#rules.splice(at, 1);
		};
	}

	clear(): void {
		this.#rules.length = 0;
	}

	/** How often each rule has struck. */
	list(): readonly { readonly rule: FaultRule; readonly matched: number; readonly applied: number }[] {
		return this.#rules.map((each) => ({ ...each }));
	}

	/** Counts the request and returns what happens to it, in the order of the rules. */
	strike(request: SandboxRequest): readonly FaultAction[] {
		return this.#rules.flatMap((counted) => {
			const match = counted.rule.match ?? {};
			if (!isMatch(match, request)) return [];
			counted.matched += 1;
			if (!isTurn(match, counted)) return [];
			counted.applied += 1;
			return [counted.rule.do];
		});
	}
}

function isMatch(match: FaultMatch, request: SandboxRequest): boolean {
	if (match.host !== undefined && match.host !== request.host) return false;
	if (match.method !== undefined && match.method.toUpperCase() !== request.method) return false;
	if (match.path !== undefined && !isLike(match.path, request.path, 'part')) return false;
	return Object.entries(match.query ?? {}).every(([name, wanted]) => {
		const value = request.params.get(name);
		if (typeof wanted === 'boolean') return (value !== null) === wanted;
		return value !== null && isLike(wanted, value, 'whole');
	});
}

function isLike(wanted: string | RegExp, text: string, how: 'part' | 'whole'): boolean {
	const pattern = expression(wanted);
	if (pattern instanceof RegExp) {
		pattern.lastIndex = 0;
		return pattern.test(text);
	}
	return how === 'part' ? text.includes(pattern) : text === pattern;
}

function isTurn(match: FaultMatch, counted: Counted): boolean {
	if (match.times !== undefined && counted.applied >= match.times) return false;
	if (match.every !== undefined && counted.matched % match.every !== 0) return false;
	if (match.nth === undefined) return true;
	return typeof match.nth === 'number' ? counted.matched === match.nth : match.nth.includes(counted.matched);
}
