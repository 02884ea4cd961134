/**
 * A terminal of fixed size as one would write it first: a grid of cells, read character by character. Tests compare what
 * it shows with what `TerminalScreen` shows. It knows no styles, regions or alternate screen.
 */
export class NaiveTerminal {
	static readonly ROWS = 24;
	static readonly COLUMNS = 380;
	readonly #history: string[][] = [];
	#grid: string[][] = Array.from({ length: NaiveTerminal.ROWS }, () => blankRow());
	#row = 0;
	#column = 0;
	#saved: readonly [number, number] = [0, 0];
	#last = "";

	write(text: string): void {
		for (const [sequence, , parameters, command] of text.matchAll(
			/(\p{Cc}\[([\d;]*)([A-Za-z@`])|(?!\n|\r|\t)\p{Cc}[78DEM]|.)/gsu,
		)) {
			if (command !== undefined) this.#command(command, (parameters ?? "").split(";").map(Number));
			else if (sequence.length === 2 && sequence.startsWith("\u001b")) this.#escape(sequence[1] ?? "");
			else this.#character(sequence);
		}
	}

	/** What is shown, without spaces at the end of lines and empty lines at the end. */
	get text(): string {
		return [...this.#history, ...this.#grid]
			.map((row) => row.join("").trimEnd())
			.join("\n")
			.trimEnd();
	}

	#character(character: string): void {
		if (character === "\n") this.#newline();
		else if (character === "\r") this.#column = 0;
		else if (character === "\b") this.#column = Math.max(0, this.#column - 1);
		else if (character === "\t") this.#column = (Math.floor(this.#column / 8) + 1) * 8;
		else this.#print(character);
	}

	#newline(): void {
		this.#column = 0;
		this.#index();
	}

	#index(): void {
		if (this.#row < NaiveTerminal.ROWS - 1) this.#row++;
		else this.#scroll();
	}

	#scroll(): void {
		const [first] = this.#grid.splice(0, 1);
		if (first) this.#history.push(first);
		this.#grid.push(blankRow());
	}

	#print(character: string): void {
		const row = this.#grid[this.#row] ?? [];
		this.#last = character;
		const isMark = character === "\u0301" && this.#column > 0;
		if (isMark) {
			const at = row[this.#column - 1] === "" ? this.#column - 2 : this.#column - 1;
			row[at] += character;
			return;
		}
		const width = /[日本👍]/u.test(character) ? 2 : 1;
		for (let column = this.#column; column < this.#column + width; column++) blank(row, column);
		row[this.#column] = character;
		if (width === 2) row[this.#column + 1] = "";
		this.#column += width;
	}

	#escape(kind: string): void {
		if (kind === "7") this.#saved = [this.#row, this.#column];
		if (kind === "8") [this.#row, this.#column] = this.#saved;
		if (kind === "D") this.#index();
		if (kind === "E") this.#newline();
		if (kind === "M" && this.#row > 0) this.#row--;
		else if (kind === "M") this.#insertRows(0, 1);
	}

	#insertRows(at: number, count: number): void {
		for (let index = 0; index < count; index++) {
			this.#grid.splice(at, 0, blankRow());
			this.#grid.pop();
		}
	}

	#deleteRows(at: number, count: number): void {
		for (let index = 0; index < count; index++) {
			this.#grid.splice(at, 1);
			this.#grid.push(blankRow());
		}
	}

	#command(command: string, [first = 0, second = 0]: readonly number[]): void {
		const count = Math.max(1, first);
		const row = this.#grid[this.#row] ?? [];
		const to = (line: number, column: number) => {
			this.#row = Math.max(0, Math.min(NaiveTerminal.ROWS - 1, line));
			this.#column = Math.max(0, column);
		};
		if (command === "A") to(this.#row - count, this.#column);
		if (command === "B") to(this.#row + count, this.#column);
		if (command === "C") to(this.#row, this.#column + count);
		if (command === "D") to(this.#row, this.#column - count);
		if (command === "E") to(this.#row + count, 0);
		if (command === "F") to(this.#row - count, 0);
		if (command === "G") to(this.#row, count - 1);
		if (command === "H") to(count - 1, Math.max(1, second) - 1);
		if (command === "d") to(count - 1, this.#column);
		if (command === "L") this.#insertRows(this.#row, count);
		if (command === "M") this.#deleteRows(this.#row, count);
		if (command === "b") for (let index = 0; index < count && this.#last; index++) this.#print(this.#last);
		if (command === "X") for (let index = 0; index < count; index++) blank(row, this.#column + index);
		if (command === "P") {
			for (let index = 0; index < count; index++) blank(row, this.#column + index);
			row.splice(this.#column, count);
			row.push(...blankRow().slice(0, count));
		}
		if (command === "@") {
			if (row[this.#column] === "") blank(row, this.#column);
			row.splice(this.#column, 0, ...blankRow().slice(0, count));
		}
		if (command === "K") this.#eraseInRow(row, first);
		if (command === "J") {
			if (first < 2) this.#eraseInRow(row, first);
			const isErased = (line: number) =>
				first === 2 || (first === 0 && line > this.#row) || (first === 1 && line < this.#row);
			if (first < 3) this.#grid = this.#grid.map((line, index) => (isErased(index) ? blankRow() : line));
			else this.#history.length = 0;
		}
	}

	#eraseInRow(row: string[], mode: number): void {
		for (let column = 0; column < row.length; column++) {
			if (mode === 2 || (mode === 0 && column >= this.#column) || (mode === 1 && column <= this.#column))
				blank(row, column);
		}
	}
}

function blankRow(): string[] {
	return new Array(NaiveTerminal.COLUMNS).fill(" ");
}

/** With half of a wide character its other half goes, too. */
function blank(row: string[], column: number): void {
	if (row[column] === "") row[column - 1] = " ";
	if (row[column + 1] === "") row[column + 1] = " ";
	row[column] = " ";
}
