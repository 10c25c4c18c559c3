/** Makes the marks of a picture something to be pointed at: one tab stop, arrow keys from mark to mark, Enter opens. */
import type { Picture } from './drawing.ts';

export interface MarkActions {
	/** Whether the grid can show the rows of a mark. */
	canOpen(nth: number): boolean;
	open(nth: number): void;
}

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** @param at  the mark that has the tab stop */
export function giveMarksKeys({ svg, marks }: Picture, at: number, actions: MarkActions): void {
	const elements = [...svg.querySelectorAll<SVGElement>('[data-mark]')];
	const numberOf = (element: Element | null): number => Number(element?.getAttribute('data-mark') ?? -1);
	for (const element of elements) {
		const nth = numberOf(element);
		element.setAttribute('role', actions.canOpen(nth) ? 'button' : 'img');
		element.setAttribute('aria-label', marks[nth]?.label ?? '');
		element.setAttribute('tabindex', '-1');
		if (actions.canOpen(nth)) element.classList.add('opens');
	}
	(elements.find((element) => numberOf(element) === at) ?? elements[0])?.setAttribute('tabindex', '0');
	const moveTo = (element: SVGElement | undefined): void => {
		if (element === undefined) return;
		svg.querySelector('[data-mark][tabindex="0"]')?.setAttribute('tabindex', '-1');
		element.setAttribute('tabindex', '0');
		element.focus();
	};
	const open = (target: EventTarget | null): void => {
		const nth = numberOf((target as Element | null)?.closest('[data-mark]') ?? null);
		if (nth >= 0 && actions.canOpen(nth)) actions.open(nth);
	};
	svg.addEventListener('click', ({ target }) => open(target));
	svg.addEventListener('keydown', (event) => {
		const here = elements.findIndex((element) => element === event.target);
		const step = STEPS[event.key];
		if (here < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
		if (event.key === 'Enter' || event.key === ' ') open(event.target);
		else if (step !== undefined) moveTo(elements[here + step]);
		else if (event.key === 'Home') moveTo(elements[0]);
		else if (event.key === 'End') moveTo(elements.at(-1));
		else return;
		event.preventDefault();
	});
}

/** What is read aloud of a picture: its marks, and not the numbers beside its axes, which are in the table. */
export function describe(svg: SVGSVGElement, title: string, help: string): void {
	svg.setAttribute('role', 'group');
	svg.setAttribute('aria-label', `${title}. ${help}`);
	for (const part of svg.children) {
		const hasMarks = part.querySelector('[data-mark]') !== null;
		part.removeAttribute('aria-label');
		if (!hasMarks) part.setAttribute('aria-hidden', 'true');
	}
}
