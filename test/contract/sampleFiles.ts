/** The files in the sandbox of every workspace of the contract, by path. */
export const sampleFiles: Readonly<Record<string, string | Uint8Array>> = {
	"README.md": "# Sample\n",
	"src/app.ts": "one\ntwo\nthree\n",
	"src/lib/größe.ts": "export const größe = 1;\n",
	".env": "TOKEN=secret\n",
	"src/.config/keys.json": "{}\n",
	"logo.png": new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]),
};
