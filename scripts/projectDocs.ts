/** Writes `docs/freehold-yaml.md` from the shape that the validator reads. */
import { PROJECT_SHAPE } from '../src/core/project/projectShape.ts';
import type { KeyShape, ObjectShape, Shape, Variant } from '../src/core/project/shape.ts';

export function projectDocs(): string {
	const parts = [
		'# freehold.yaml',
		'',
		'Made from the shape that the validator reads (`npm run generate`); the JSON schema for editors is',
		'[schemas/freehold.schema.json](../schemas/freehold.schema.json).',
		'',
		...table(PROJECT_SHAPE),
	];
	for (const [name, key] of Object.entries(PROJECT_SHAPE.keys)) {
		for (const variant of variantsOf(key.shape)) {
			const head = variant.value === undefined ? `\`${variant.key}: …\`` : `\`${variant.key}: ${variant.value}\``;
			parts.push('', `## ${name}: ${head}`, '', ...table(variant.shape));
		}
	}
	return `${parts.join('\n')}\n`;
}

function variantsOf(shape: Shape): readonly Variant[] {
	if (shape.kind === 'map') return variantsOf(shape.of);
	return shape.kind === 'variant' ? shape.variants : [];
}

function table({ keys }: ObjectShape): readonly string[] {
	return [
		'| Key | Value | Default | What it does |',
		'| --- | --- | --- | --- |',
		...Object.entries(keys).map(([name, key]) => row(name, key)),
	];
}

function row(name: string, { shape, description, isRequired, default: preset }: KeyShape): string {
	const otherwise = isRequired === true ? '*required*' : preset === undefined ? '' : `\`${String(preset)}\``;
	return `| \`${name}\` | ${value(shape).replaceAll('|', '\\|')} | ${otherwise} | ${description.replaceAll('|', '\\|')} |`;
}

function value(shape: Shape): string {
	switch (shape.kind) {
		case 'text':
		case 'scalar':
			return shape.says;
		case 'choice':
			return shape.values.map((each) => `\`${each}\``).join(', ');
		case 'version':
			return `\`${shape.value}\``;
		case 'flag':
			return '`true` or `false`';
		case 'whole':
			return `${shape.min} to ${shape.max}`;
		case 'duration':
			return 'a duration: `15m`, `1h`, `daily`, `weekly`';
		case 'origin':
			return 'an origin: `https://host`';
		case 'list':
			return `a list${shape.orOne ? ', or one,' : ''} of: ${shape.of.says}`;
		case 'object':
			return 'a mapping';
		case 'map':
			return `by ${shape.entry}: ${value(shape.of)}`;
		case 'variant':
			return `see below`;
	}
}
