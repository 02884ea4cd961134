const HUE_COUNT = 12;

/** A colour that stays with a person: one of twelve, by their id. */
export function personHue(userId: string): number {
	let sum = 0;
	for (const character of userId) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
	return (sum % HUE_COUNT) * (360 / HUE_COUNT);
}
