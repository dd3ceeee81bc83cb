// What program and page say to each other as JSON: the page's JavaScript is checked against it, and the browser tests hold
// what the program really says against it (tests/e2e/browser/contract.mjs). Texts are for people unless told otherwise.

declare namespace Moa {
  /** Left, top, width and height in pixels of the page. */
  type Rect = [number, number, number, number];
  type Tone = 'plain' | 'muted' | 'good' | 'doubtful' | 'failed';
  interface Fault { message: string }
  /** Of a command: empty where it was done. */
  interface Outcome { error?: Fault }

  // Screens (core/screen/screen.hpp). Members that have nothing to tell are left out.
  interface Button {
    name: string;
    label: string;
    role: 'quiet' | 'plain' | 'primary';
    description?: string;
    shortcut?: string;
    impossible?: true;
    final?: true;
  }
  interface Note { words: string; tone: Tone; aside?: true }
  /** Value, words, title of the group. */
  type Choice = [string, string, string?];
  interface Item {
    kind: 'words' | 'status' | 'line' | 'search' | 'secret' | 'area' | 'number' | 'duration' | 'model' | 'choice' | 'options'
      | 'amount' | 'toggle' | 'button' | 'shortcut' | 'row' | 'text';
    name: string;
    label: string;
    value?: string;
    /** Of a secret, whose value is not told. */
    filled?: true;
    placeholder?: string;
    unit?: string;
    help?: string;
    error?: string;
    /** Of a secret that is being chosen; the page's own screens have it. */
    fresh?: true;
    /** Whose secret it is. */
    account?: string;
    label_hidden?: true;
    tall?: true;
    impossible?: true;
    /** Of a button: pressed by itself as soon as it is seen. */
    in_sight?: true;
    /** The act that Enter does in it. */
    enter?: string;
    current?: true;
    notes?: Note[];
    buttons?: Button[];
    choices?: Choice[];
    /** Least, most, step. */
    range?: [number, number, number];
    remove?: Button;
    passages?: Passage[];
    link?: { words: string; url: string };
  }
  interface Passage { kind: 'paragraph' | 'heading' | 'entry' | 'code'; stretches: { words: string; marked?: true }[] }
  interface Section { title: string; items: Item[]; help?: string; faulty?: true; columns?: true; summary?: string }
  interface Screen {
    name: string;
    title: string;
    width: 'narrow' | 'medium' | 'wide' | 'full';
    sections: Section[];
    buttons: Button[];
    /** Another number: the keyboard belongs to `focus`. */
    focus_turn: number;
    focus?: string;
    intro?: string;
    error?: string;
    /** The recipe editor has it, no other screen. */
    recipe?: Recipe;
  }
  interface Agent {
    at: string;
    label: string;
    provider: string;
    hue: string;
    price: string;
    verdict: string;
    uncallable: boolean;
    repeat: number;
    muted: boolean;
    backup: boolean;
    faulty: boolean;
  }
  interface Layer { at: string; title: string; role: string; wait: string; last: boolean; faulty: boolean; agents: Agent[] }
  interface Recipe {
    name: string;
    /** The place whose form is shown. */
    at: string;
    title: string;
    sentence: string;
    check: string;
    layers: Layer[];
    steps: Button[];
    start: Item;
    head: Button[];
    leads: Button[];
    words: string;
    wrong: boolean;
    in_form: boolean;
    fault_turn: number;
  }
  interface ModelChoice { id: string; facts: string; usable: boolean }
  interface ModelSearch { choices?: ModelChoice[]; note?: string }
  /** Of the controls around the screens, by name. */
  type Words = { [name: string]: string };

  // What is on screen.
  /** `node`: its screen asks for more before it is done. */
  interface Action { name: string; label: string; key: string; node?: string; price?: string }
  interface Actions {
    run: Action[];
    node: { id: string; label: string; actions: Action[] } | null;
    stale: boolean;
    words: string;
    cap: number;
    caps: [number, string][];
    /** What can be done with the turn on screen. Their names are acts of the command `conversation`. */
    turn: Button[];
  }
  interface Controls {
    status: 'idle' | 'running' | 'complete' | 'degraded' | 'failed' | 'cancelled';
    sentence: string;
    title: string;
    ended: number;
    nodes: number;
    banner: string;
    remarks: string;
    running: boolean;
    idle: boolean;
    demo: boolean;
    scripted: boolean;
    refusal: string;
    notice: Fault | null;
    /** What can be done about it. */
    notice_buttons: Button[];
    recipe: string;
    shape: string;
    own_recipe: string;
    shape_words: string;
    provider: string;
    time: string;
    cost: string;
    turns: number;
    models: { revision: number; asking: boolean; checked: number };
    /** The id under which the conversation is kept. */
    kept: string;
    /** What the question that is being written follows. */
    follow_up: { words: string; buttons: Button[]; meter?: { share: number; tone: string; words: string; description: string } };
    /** The turn of which it will be another version; 0 for none. */
    asking_again: number;
    /** Recipes that were in use before, the latest first. */
    recent: string[];
    recipe_mark: number;
    actions: Actions;
  }
  /** A replay and its bar. Places are milliseconds on its time line. */
  interface Replay {
    playing: boolean;
    place: number;
    length: number;
    words: string;
    event: string;
    /** Where layers begin, and what they are called. */
    marks: [number, string][];
    /** The place in `speeds`. */
    speed: number;
    speeds: string[];
    /** Whether pauses are skipped; null where there are none. */
    skips: boolean | null;
  }
  /** A text that is another one now, or what it grew by. */
  interface TextChange { text?: string; append?: string }
  interface NodeFacts {
    label: string;
    provider: string;
    model: string;
    state: string;
    /** What the state is called on screen. */
    word: string;
    selected: boolean;
    note: string;
    attempt: number;
    marks: string;
    error: string;
    finish: string;
    rect?: Rect;
  }
  /** All of its facts or none, and its text. */
  type NodeChange = { id: string } & TextChange & (NodeFacts | { [Fact in keyof NodeFacts]?: undefined });
  /** A piece of text: its words, bits of style (1 strong, 2 emphasis, 4 code, 8 struck, 16 maths), and the address of a link. */
  type Run = [string, number] | [string, number, string];
  /** A block of Markdown (core/markdown/block.hpp); code has `text`, a table `cells` row by row, the rest `runs`. */
  interface Block {
    kind: 'paragraph' | 'heading' | 'code' | 'rule' | 'table';
    level?: number;
    quote?: number;
    depth?: number;
    marker?: string;
    runs?: Run[];
    text?: string;
    language?: string;
    columns?: number;
    cells?: Run[][];
  }
  /** Parts of a text from `from` on, in place of all from there; or what the code at its end has grown by. */
  interface DocumentChange { from?: number; segments?: Block[][]; code?: string }
  /** The chosen node: what has changed of it. */
  interface Inspected {
    title?: string;
    facts?: [string, string][];
    prompt?: [string, string][];
    answer?: DocumentChange;
    reasoning?: DocumentChange;
  }
  interface Turn { turn: number; question: string; answer: Block[]; shown: boolean }
  interface Look { theme: 'system' | 'dark' | 'light'; motion: 'system' | 'reduced' | 'full'; text: number; enter_runs: boolean }
  interface Panel { rect: Rect; share: number; open: boolean; timeline: boolean; wrap_code: boolean }
  /** `name` and `key` are those of its shortcut; `open` is there for what can be folded. */
  interface ReadingAct { name: string; label: string; key: string; open?: boolean }
  /** The panel as it is read: the tab shown, and how far it is scrolled. No width while it is put away. */
  interface Reading { rect: Rect; tab: string; percent: number; acts: ReadingAct[] }
  /** What has changed since the update before. */
  interface Changed {
    controls?: Controls;
    draft?: string;
    composer?: Rect;
    panel?: Panel;
    reading?: Reading;
    find?: { open: boolean; rect: Rect; result: string };
    /** null: none is on screen any more. */
    replay?: Replay | null;
    screen?: Screen | null;
    to_question?: true;
    look?: Look;
    /** How many nodes each layer has: the tree is another one. */
    layers?: number[];
    nodes?: NodeChange[];
    /** All turns of the conversation. The answer of the one on screen is in `answer`. */
    turns?: Turn[];
    answer?: DocumentChange;
    /** null: none is chosen any more. */
    inspected?: Inspected | null;
  }

  // The history: a conversation in short, and all of it.
  /** What the user has said about a conversation. */
  interface Marks { name?: string; pinned?: true }
  interface Entry extends Marks { id: string; turns: { question: string; answer: string; recipe: string; status: string; cost_usd: number }[] }
  interface Kept { id: string; logs: string[] }
  interface HistoryAnswer {
    do: 'listed' | 'opened' | 'changed' | 'saved';
    fault?: string;
    copyable?: boolean;
    entries?: Entry[];
    left_out?: number;
    /** Of the list: what was told before holds no longer; other parts follow. */
    first?: boolean;
    more?: boolean;
    storage?: Storage;
    /** Of a file that was read: what became of its conversations. */
    import?: { added: number; present: number; left_out: number };
  }
  /** A conversation of a file: `ids` are those under which it may be kept, the best first. */
  interface Filed { ids: string[]; logs: string[]; entry: Entry; marks: Marks }
  /** Bytes that this page takes, and may take; whether they stay when room gets scarce. */
  interface Storage { bytes: number; quota?: number; lasting: boolean }
  /** News of the keys that the page keeps: those to be used from now on, and those not to be used any more. */
  interface SavedKeys {
    state: 'none' | 'unlocked' | 'locked';
    /** The user is being asked, or a key is being written. */
    waiting: boolean;
    set?: { provider: string; base_url: string; key: string }[];
    drop?: { provider: string; base_url: string }[];
    error?: string;
  }
  interface ScreenAct { do: 'open' | 'act' | 'commit' | 'unfold' | 'close' | 'back' | 'file' | 'search' | 'ask' | 'link'; name?: string; value?: string; node?: string }
  interface Options { dark?: boolean; system_colours?: number[][]; reduced_motion?: boolean; text_scale?: number; header_height?: number; composer_height?: number }
  interface SetupWish {
    provider: string;
    base_url?: string;
    shape?: string;
    proposers?: string[];
    repeat?: number;
    aggregator?: string;
    limits?: { [name: string]: number };
  }

  /** The commands of web/src/commands.cpp: what each is given, and what it answers. */
  interface Commands {
    begin: [null, {}];
    draft: [string, {}];
    run: [null, Outcome];
    stop: [null, {}];
    /** The name of an act (core/screen/conversation_acts.hpp). */
    conversation: [string, {}];
    select: [string | null, {}];
    fit: [null, {}];
    find: [{ open?: boolean; words?: string; step?: number }, {}];
    keys: [null, { group: string; name: string; keys: string; words: string }[]];
    words: [null, Words];
    /** The name of a shortcut of the panel. */
    read: [string, {}];
    panel: [{ share?: number; open?: boolean; timeline?: boolean; wrap_code?: boolean }, {}];
    /** The text of a link. */
    show_shared: [string, Outcome];
    /** Models by name, of a link. */
    show_named: [{ models: string[]; aggregator: string; proposers?: number }, {}];
    open_file: [{ name: string; text: string }, Outcome];
    screen: [ScreenAct, ModelSearch];
    look: [{ theme: string; motion: string; text: number; enter_runs: boolean }, Look];
    use_setup: [SetupWish, Outcome];
    use_shape: [string, Outcome];
    saved_keys: [SavedKeys, {}];
    remember_models: [string, {}];
    kept_models: [null, { text: string }];
    use_recipe: [string, Outcome];
    /** The place of one of the recent recipes. */
    use_recent: [number, Outcome];
    act: [{ node?: string; name: string; answer?: string }, Outcome];
    cap: [number, Outcome];
    remember_experience: [string, {}];
    kept_experience: [null, { text: string }];
    use_kept_setup: [string, Outcome];
    kept_setup: [null, { text: string }];
    open: [Kept, Outcome];
    history: [HistoryAnswer, {}];
    /** What is kept of a turn, asked for with `keep('log', ...)`. */
    log: [{ id: string; turn: number; text?: string; fault?: string }, {}];
    replay: [{ act?: string; place?: number; speed?: number; skip?: boolean }, {}];
    history_entry: [Kept, { entry: Entry }];
    history_import: [string, { entry: Entry; id: string; logs: string[]; error?: undefined } | { error: Fault }];
    /** The next piece of a file of many conversations: those that are whole with it. `left_out` counts from the first. */
    history_part: [{ text: string; first: boolean; last: boolean }, { conversations: Filed[]; left_out: number }];
    /** What stands in such a file before all, or before a conversation and before each of its logs. */
    history_lines: [Marks & { id?: string; turns?: number }, { head: string; turns: string[] }];
    options: [Options, {}];
    resized: [null, {}];
    fonts_changed: [null, {}];
    copy: ['copy' | 'cut', string];
    paste: [string, {}];
  }
  /** Calls a command. A program that has stopped answers {}. */
  type Invoke = <Name extends keyof Commands>(name: Name, argument?: Commands[Name][0]) => Commands[Name][1];

  /** What the program calls of the page (web/js/library.js). */
  interface Page {
    frames: number;
    advances(face: number, size: number, units: string[]): Float32Array;
    faceMetrics(face: number, size: number): [number, number];
    rasterise(face: number, size: number, units: string[]): { facts: Float32Array; pixels: Uint8Array };
    update(changed: Changed): void;
    /** What becomes of them is told later, with the command `saved_keys`. */
    keys: {
      has(provider: string, url: string): boolean;
      /** Whether this browser can. */
      keep(provider: string, url: string, key: string): boolean;
      forget(provider: string, url: string): void;
      unlock(): void;
      lock(): void;
      forget_all(): void;
    };
    keep(what: 'line' | 'now' | 'turn' | 'entry' | 'log', text: string): void;
    /** `text`: an id; of `mark` an id with its marks as JSON; of `take_over` run logs. */
    history(what: 'list' | 'open' | 'copy' | 'take_over' | 'remove' | 'restore' | 'forget_removed' | 'mark' | 'remove_all' | 'export' | 'export_all' | 'import', text: string): void;
    recipes: { [what: string]: (name: string, text: string) => string | null | undefined | void };
    setCursor(name: string): void;
    writeClipboard(text: string): void;
    /** The same of Markdown, as rich text, too. */
    copyMarkdown(text: string, blocks: Block[]): void;
    /** Why a request to this address could not be read, see web/src/page_js.hpp. */
    askWhy(url: string): Promise<number>;
    openLink(url: string): void;
    saveFile(name: string, type: string, text: string): void;
    shareLink(text: string): void;
  }
}

/** The program as Emscripten makes it. */
interface MoaProgram {
  _malloc(bytes: number): number;
  _free(place: number): void;
  _moa_invoke(name: number, argument: number): number;
  UTF8ToString(place: number): string;
  stringToUTF8(text: string, place: number, bytes: number): void;
  lengthBytesUTF8(text: string): number;
  halt(): void;
}
interface Window {
  /** Not in every browser. */
  trustedTypes?: { createPolicy(name: string, rules: { createScriptURL(text: string): string }): { createScriptURL(text: string): unknown } };
  createMoa?(parts: {
    page: Moa.Page;
    onAbort(reason: unknown): void;
    instantiateWasm(imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void): {};
  }): Promise<MoaProgram>;
}
