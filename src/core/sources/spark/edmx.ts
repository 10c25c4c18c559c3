/**
 * Reads `$metadata` (EDMX, OData CSDL 4.0): entity sets, keys, types, enumerations, navigation, labels of local fields.
 * Tolerant where a vendor strays from the standard: what cannot be understood is text or JSON, never a failure.
 */
import { FreeholdError } from '../../errors.ts';
import type { EdmEntityType, EdmEnumeration, EdmModel, EdmNavigation, EdmProperty } from './edmxModel.ts';
import { columnTypeOf, needsExactness } from './edmTypes.ts';
import { decodedLabel } from './fieldLabel.ts';
import type { XmlElement } from './xmlElements.ts';
import { attribute, children, descendants, parseXml } from './xmlElements.ts';

/** @throws FreeholdError `badResponse` where the text is not EDMX */
export function parseEdmx(text: string): EdmModel {
	const root = parseXml(text);
	const schemas = root === undefined ? [] : descendants(root, 'Schema');
	if (schemas.length === 0) {
		throw new FreeholdError('badResponse', {
			what: '$metadata could not be read',
			why: root === undefined ? 'it is not complete XML' : 'it declares no schema',
			next: 'Try again; if it stays, write to api-support@sparkplatform.com',
		});
	}
	const context = gather(schemas);
	const entityTypes = new Map<string, EdmEntityType>();
	for (const element of context.entityTypes.values()) {
		const type = entityType(element, context);
		entityTypes.set(type.name, type);
	}
	const entitySets = schemas
		.flatMap((schema) => children(schema, 'EntityContainer'))
		.flatMap((container) => children(container, 'EntitySet'))
		.map((set) => ({ name: attribute(set, 'Name') ?? '', type: plainName(attribute(set, 'EntityType') ?? '') }))
		.filter((set) => set.name !== '' && entityTypes.has(set.type));
	return { entityTypes, entitySets };
}

/** The schemas' elements by name. Namespaces are left out: Spark's few schemas do not repeat names. */
interface Context {
	readonly entityTypes: ReadonlyMap<string, XmlElement>;
	readonly complexTypes: ReadonlySet<string>;
	readonly enumerations: ReadonlyMap<string, EdmEnumeration>;
	/** TypeDefinition → its underlying type. */
	readonly definitions: ReadonlyMap<string, string>;
	/** Labels given from outside, by `Annotations Target="NS.Type/Field"`: `Type/Field` → label. */
	readonly labels: ReadonlyMap<string, string>;
}

function gather(schemas: readonly XmlElement[]): Context {
	const labels = new Map<string, string>();
	for (const block of schemas.flatMap((schema) => children(schema, 'Annotations'))) {
		const label = labelOf(block);
		const target = (attribute(block, 'Target') ?? '').split('/');
		if (label !== undefined && target.length === 2)
			labels.set(`${plainName(target[0] ?? '')}/${target[1] ?? ''}`, label);
	}
	const named = (tag: string): [string, XmlElement][] =>
		schemas.flatMap((schema) => children(schema, tag)).map((element) => [attribute(element, 'Name') ?? '', element]);
	return {
		entityTypes: new Map(named('EntityType')),
		complexTypes: new Set(named('ComplexType').map(([name]) => name)),
		enumerations: new Map(named('EnumType').map(([name, element]) => [name, enumeration(name, element, labels)])),
		definitions: new Map(
			named('TypeDefinition').map(([name, element]) => [name, attribute(element, 'UnderlyingType') ?? 'Edm.String']),
		),
		labels,
	};
}

function enumeration(name: string, element: XmlElement, labels: ReadonlyMap<string, string>): EdmEnumeration {
	return {
		members: children(element, 'Member').map((member) => {
			const memberName = attribute(member, 'Name') ?? '';
			return {
				name: memberName,
				label: labelOf(member) ?? labels.get(`${name}/${memberName}`) ?? decodedLabel(memberName),
			};
		}),
	};
}

function entityType(element: XmlElement, context: Context): EdmEntityType {
	const name = attribute(element, 'Name') ?? '';
	const lineage = ancestry(element, context);
	const keys = lineage
		.flatMap((type) => children(type, 'Key'))
		.flatMap((key) => children(key, 'PropertyRef'))
		.map((reference) => attribute(reference, 'Name') ?? '');
	const properties = new Map<string, EdmProperty>();
	const navigations = new Map<string, EdmNavigation>();
	for (const type of lineage) {
		const owner = attribute(type, 'Name') ?? '';
		for (const child of children(type, 'Property')) {
			const field = property(child, owner, context);
			if (field.name !== '') properties.set(field.name, field);
		}
		for (const child of children(type, 'NavigationProperty')) {
			const [target, isCollection] = unwrapped(attribute(child, 'Type') ?? '');
			const field = attribute(child, 'Name') ?? '';
			if (field !== '') navigations.set(field, { name: field, target: plainName(target), isCollection });
		}
	}
	return {
		name,
		key: [...new Set(keys)].filter((key) => properties.has(key)),
		properties: [...properties.values()],
		navigations: [...navigations.values()],
	};
}

/** A type after its base types; a circle of base types ends where it began. */
function ancestry(element: XmlElement, context: Context): readonly XmlElement[] {
	const lineage = [element];
	for (;;) {
		const base = attribute(lineage[0] ?? element, 'BaseType');
		const parent = base === undefined ? undefined : context.entityTypes.get(plainName(base));
		if (parent === undefined || lineage.includes(parent)) return lineage;
		lineage.unshift(parent);
	}
}

function property(element: XmlElement, owner: string, context: Context): EdmProperty {
	const name = attribute(element, 'Name') ?? '';
	const [declared, isCollection] = unwrapped(attribute(element, 'Type') ?? 'Edm.String');
	const edmType = context.definitions.get(plainName(declared)) ?? declared;
	const known = context.enumerations.get(plainName(edmType));
	const isComplex = context.complexTypes.has(plainName(edmType)) || context.entityTypes.has(plainName(edmType));
	const type = isCollection || isComplex ? 'json' : known === undefined ? columnTypeOf(edmType) : 'text';
	return {
		name,
		type,
		edmType,
		isCollection,
		isExact: !isCollection && needsExactness(edmType, attribute(element, 'Precision')),
		label: labelOf(element) ?? context.labels.get(`${owner}/${name}`) ?? decodedLabel(name),
		enumeration: known,
	};
}

/**
 * The readable name among an element's annotations. `LocalName` is the vendor's own (`MLS.OData.Metadata.LocalName`);
 * `CustomFields` and enumeration members carry theirs under other terms, but descriptions are not names.
 */
function labelOf(element: XmlElement): string | undefined {
	const annotations = children(element, 'Annotation')
		.map((annotation) => ({ term: attribute(annotation, 'Term') ?? '', text: annotationText(annotation) }))
		.filter(({ text }) => text !== undefined && text.trim() !== '');
	const local = annotations.find(({ term }) => term.endsWith('.LocalName'));
	return (
		local ?? annotations.find(({ term }) => !/Description$|\.Permissions$|Ordinal|Group/i.test(term))
	)?.text?.trim();
}

function annotationText(annotation: XmlElement): string | undefined {
	return attribute(annotation, 'String') ?? children(annotation, 'String')[0]?.text;
}

/** `Collection(Edm.String)` → [`Edm.String`, true]. */
function unwrapped(type: string): readonly [string, boolean] {
	const inner = /^Collection\((.*)\)$/.exec(type.trim())?.[1];
	return inner === undefined ? [type.trim(), false] : [inner, true];
}

/** `org.reso.metadata.Property` → `Property`. */
function plainName(name: string): string {
	return name.slice(name.lastIndexOf('.') + 1);
}
