/** The Takeout API from request to answer, in the order in which it checks. */
import type { Answer, SandboxRequest } from '../answer.ts';
import type { SandboxClock } from '../clock.ts';
import { contentDisposition } from './contentDisposition.ts';
import { Cooldowns, isNarrow } from './cooldowns.ts';
import type { Crm } from './data/crm.ts';
import { pragueTime } from './data/days.ts';
import { exportFile } from './exportFile.ts';
import { exportTable } from './exportTable.ts';
import { exportsByEndpoint } from './exports/catalogue.ts';
import type { Export } from './exports/export.ts';
import { Logins } from './logins.ts';
import type { RealpadSwitches } from './options.ts';
import { readOrder, refuseUnexpected } from './parameters.ts';
import type { ExportOrder } from './parameters.ts';
import { Refusal, refusalAnswer } from './refusal.ts';
import type { FileStore } from './resources/fileStore.ts';
import { rangeAnswer } from './resources/ranges.ts';
import { resourceList } from './resources/resourceList.ts';
import type { RealpadUser, Users } from './users.ts';

export interface RealpadApiParts {
	/** Made at the first use: a sandbox that nobody asks costs nothing. */
	readonly crm: () => Crm;
	readonly files: () => FileStore;
	readonly users: Users;
	readonly clock: SandboxClock;
	readonly switches: RealpadSwitches;
}

export class RealpadApi {
	readonly logins: Logins;
	readonly cooldowns: Cooldowns;
	readonly #parts: RealpadApiParts;
	#list: { readonly version: number; readonly bytes: Buffer } | undefined;

	constructor(parts: RealpadApiParts) {
		this.#parts = parts;
		this.logins = new Logins(parts.users, parts.clock, parts.switches);
		this.cooldowns = new Cooldowns(parts.clock, parts.switches);
	}

	answer(request: SandboxRequest, form: URLSearchParams): Answer {
		try {
			const uid = /^\/resource\/(.+)$/s.exec(request.path)?.[1];
			if (uid !== undefined) return this.#resource(uid, request);
			const [, version, endpoint] = /^\/ws\/v(\d+)\/([a-z-]+)$/.exec(request.path) ?? [];
			if (version === undefined || endpoint === undefined) throw new Refusal(404, 'Not found.');
			return this.#service(Number(version), endpoint, request, form);
		} catch (error) {
			if (error instanceof Refusal) return refusalAnswer(error);
			throw error;
		}
	}

	#service(version: number, endpoint: string, request: SandboxRequest, form: URLSearchParams): Answer {
		const { switches } = this.#parts;
		if (version > switches.version) throw new Refusal(404, 'Not found.');
		if (version < switches.version)
			throw new Refusal(418, `Version v${version} of the API is deprecated. Use v${switches.version}.`);
		const plan = exportsByEndpoint.get(endpoint);
		if (plan === undefined && endpoint !== 'list-resources') throw new Refusal(404, 'Not found.');
		if (request.method !== 'POST') throw new Refusal(405, 'Only POST is supported.', { allow: 'POST' });
		const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
		if (type !== 'application/x-www-form-urlencoded')
			throw new Refusal(415, 'The content type has to be application/x-www-form-urlencoded.');
		// Credentials travel in the body only; in the address they are as unexpected as anything else there.
		const inAddress = [...request.params.keys()];
		if (inAddress.length > 0) throw new Refusal(400, `Unexpected parameters found: ${inAddress.join(', ')}.`);
		for (const name of ['login', 'password'])
			if ((form.get(name) ?? '') === '') throw new Refusal(400, `Parameter missing: ${name}.`);
		const user = this.logins.admit(form.get('login') ?? '', form.get('password') ?? '');
		return plan === undefined ? this.#resources(form) : this.#export(plan, user, form);
	}

	#export(plan: Export, user: RealpadUser, form: URLSearchParams): Answer {
		const { switches } = this.#parts;
		const isNarrowed = isNarrow(plan, Object.fromEntries(form), switches);
		if (!isNarrowed) this.cooldowns.check(plan.endpoint, user.login);
		let order: ExportOrder;
		try {
			order = readOrder(plan, form);
			this.#checkUse(plan, user, order);
		} catch (error) {
			if (switches.cooldownCountsRefused && !isNarrowed) this.cooldowns.start(plan.endpoint, user.login);
			throw error;
		}
		if (!isNarrowed) this.cooldowns.start(plan.endpoint, user.login);
		return exportFile(exportTable(plan, this.#parts.crm(), user, order.values), order, {
			title: plan[user.language],
			day: pragueTime(this.#parts.clock.told()).slice(0, 10),
			strings: switches.strings,
			leastRows: switches.leastRows,
		});
	}

	/** What cannot be seen from the form of the parameters alone. */
	#checkUse(plan: Export, user: RealpadUser, { values }: ExportOrder): void {
		const { switches } = this.#parts;
		if (plan.replacedBy !== undefined && user.isMigrated && switches.whenMigrated === 'refuse')
			throw new Refusal(
				400,
				`${plan.endpoint} is not available to developers with Multiple Inquiries. Use ${plan.replacedBy}.`,
			);
		const { projectid, unitid } = values;
		const own = [...this.#parts.crm().projects.all()].slice(0, user.projectLimit).map(({ id }) => id);
		if (projectid !== undefined && !own.includes(Number(projectid)))
			throw new Refusal(400, `Incorrect parameter format: there is no project ${projectid}.`);
		const unit = unitid === undefined ? undefined : this.#parts.crm().units.find(Number(unitid));
		if (unitid !== undefined && (unit === undefined || !own.includes(unit.projectId)))
			throw new Refusal(400, `Incorrect parameter format: there is no unit ${unitid}.`);
	}

	#resources(form: URLSearchParams): Answer {
		refuseUnexpected(form, []);
		const files = this.#parts.files();
		if (this.#list?.version !== files.version)
			this.#list = { version: files.version, bytes: resourceList(files, this.#parts.switches.checksums) };
		return {
			status: 200,
			headers: { 'content-type': 'application/xml; charset=utf-8' },
			body: { kind: 'bytes', bytes: this.#list.bytes },
		};
	}

	#resource(uid: string, request: SandboxRequest): Answer {
		if (request.method !== 'GET' && request.method !== 'HEAD')
			throw new Refusal(405, 'Only GET is supported.', { allow: 'GET, HEAD' });
		const files = this.#parts.files();
		if (!files.has(uid)) throw new Refusal(404, 'Not found.');
		const { fileName, contentType } = files.nameOf(uid);
		const answer: Answer = {
			status: 200,
			headers: {
				'content-type': contentType,
				'content-disposition': contentDisposition(fileName),
				'cache-control': 'public, max-age=31536000, immutable',
			},
			body: { kind: 'bytes', bytes: files.bytes(uid) },
		};
		return this.#parts.switches.ranges ? rangeAnswer(answer, request.headers.range) : answer;
	}
}
