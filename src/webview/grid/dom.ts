/** Makes elements. Text from outside only ever becomes text. */

export interface Look {
	readonly class?: string;
	readonly text?: string;
	readonly attributes?: Readonly<Record<string, string>>;
}

export function element<Tag extends keyof HTMLElementTagNameMap>(
	tag: Tag,
	{ class: className, text, attributes = {} }: Look = {},
	...children: readonly Node[]
): HTMLElementTagNameMap[Tag] {
	const made = document.createElement(tag);
	if (className !== undefined) made.className = className;
	if (text !== undefined) made.textContent = text;
	for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
	made.append(...children);
	return made;
}

export function button(text: string, onClick: () => void, className = 'button'): HTMLButtonElement {
	const made = element('button', { class: className, text, attributes: { type: 'button' } });
	made.addEventListener('click', onClick);
	return made;
}
