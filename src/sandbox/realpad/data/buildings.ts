/** Projects and their units, of all types and statuses, and the past of each unit. */
import { Dice, element } from '../../random.ts';
import { dayAfter, daysBetween, lastDay, timeOn } from './days.ts';
import type { Agent, Project, Unit, UnitVersion } from './entities.ts';
import { unitStatuses, unitTypes } from './terms.ts';
import { cities, directions, layouts, projectNames, streets } from './words.ts';

/** Types in which people live or work: a deal has one of these as its main unit. */
const mainTypes: ReadonlySet<number> = new Set([1, 6, 7, 9, 10, 11, 12, 14, 15, 17, 19, 20, 26, 34]);
const commonTypes = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 3, 3, 36, 5, 6, 15, 7];
/** Free, pre-reserved, reserved, sold, not for sale, delayed: as a project half sold has them. */
const statusWeights = [30, 6, 12, 44, 5, 3];

export function isMainUnit(unit: Unit): boolean {
	return mainTypes.has(unit.typeId);
}

export function makeProjects(seed: number, count: number): Project[] {
	return Array.from({ length: count }, (_, i) => {
		const dice = new Dice(seed + 111, i);
		const name = element(projectNames, i % projectNames.length);
		const round = Math.floor(i / projectNames.length);
		const city = dice.pick(1, cities);
		const startedOn = dayAfter('2020-01-15', dice.below(2, 1400));
		return {
			id: 11 + i * 7,
			name: round === 0 ? name : `${name} ${round + 1}`,
			company: `${name.split(' ')[0] ?? name} Development ${i + 1} s.r.o.`,
			companyId: 3 + (i % 4),
			street: `${dice.pick(3, streets)} ${dice.between(4, 1, 120)}`,
			city: city.name,
			zip: city.zip,
			startedOn,
			finishedOn: dayAfter(startedOn, dice.between(5, 700, 1500)),
			isOnSale: dice.chance(6, 80),
		};
	});
}

export function makeUnits(seed: number, count: number, projects: readonly Project[]): Unit[] {
	return Array.from({ length: count }, (_, i) =>
		makeUnit(seed, i, 10_001 + i * 2, element(projects, i % projects.length)),
	);
}

export function makeUnit(seed: number, ordinal: number, id: number, project: Project): Unit {
	const dice = new Dice(seed + 112, ordinal);
	// Among the first units every type occurs once.
	const rare = ordinal % 5 === 4 ? Math.floor(ordinal / 5) : unitTypes.length;
	const typeId = rare < unitTypes.length ? element(unitTypes, rare).id : dice.pick(1, commonTypes);
	const isHome = mainTypes.has(typeId);
	const floor = typeId === 2 || typeId === 3 || typeId === 36 ? -dice.between(2, 1, 2) : dice.between(2, 1, 8);
	const areaM2 = isHome ? dice.between(3, 2800, 14_500) / 100 : dice.between(3, 180, 1900) / 100;
	const netPrice = Math.round(areaM2 * (isHome ? dice.between(4, 88_000, 142_000) : 24_000));
	return {
		id,
		projectId: project.id,
		name: `${element('ABCDE'.split(''), ordinal % 5)}.${floor}.${String(ordinal).padStart(2, '0')}`,
		typeId,
		statusId: weighted(dice, 5),
		floor,
		layout: isHome ? dice.pick(6, layouts) : null,
		areaM2,
		balconyM2: isHome && dice.chance(7, 60) ? dice.between(8, 20, 180) / 10 : null,
		direction: isHome ? dice.pick(9, directions) : null,
		netPrice,
		price: Math.round(netPrice * 1.12),
		createdAt: timeOn(dayAfter('2021-03-01', dice.below(10, 600)), dice.between(11, 480, 1080)),
		dealId: null,
		note: dice.chance(12, 6) ? 'Změna dispozice dle přání klienta – viz příloha č. 2' : '',
	};
}

/** What a unit was before: first free and cheaper, then with today's price, then with today's status. */
export function pastOf(seed: number, unit: Unit, agents: readonly Agent[]): UnitVersion[] {
	const dice = new Dice(seed + 113, unit.id);
	const first = {
		...unit,
		statusId: 0,
		netPrice: Math.round(unit.netPrice * 0.94),
		price: Math.round(unit.price * 0.94),
	};
	const user = (salt: number): string => dice.pick(salt, agents).name;
	const past: UnitVersion[] = [{ at: unit.createdAt, user: user(1), unit: { ...first, dealId: null } }];
	const span = daysBetween(unit.createdAt, lastDay);
	const day = (percent: number): string => dayAfter(unit.createdAt.slice(0, 10), Math.floor((span * percent) / 100));
	if (dice.chance(2, 70)) {
		const repriced = { ...unit, statusId: 0, dealId: null };
		past.push({ at: timeOn(day(dice.between(3, 10, 50)), dice.between(4, 480, 1080)), user: user(5), unit: repriced });
	}
	if (unit.statusId !== 0 || past.length === 1)
		past.push({ at: timeOn(day(dice.between(6, 55, 99)), dice.between(7, 480, 1080)), user: user(8), unit });
	return past;
}

function weighted(dice: Dice, salt: number): number {
	let left = dice.below(salt, 100);
	for (const status of unitStatuses) {
		left -= element(statusWeights, status.id);
		if (left < 0) return status.id;
	}
	return 0;
}
