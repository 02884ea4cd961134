/** A text field as its owner sees it: what it holds, and who hears of another text. */
export interface ControlledField {
	readonly value: string;
	readonly onChange: (value: string) => void;
}
