/* Keys of the grid. They work only while a criterion has the focus: nowhere else is a letter a command. */

const PAUSE = 900; // between the two digits of a mark above 9

const isTyping = (target) => target.matches("textarea, input:not([type=radio])");

const choose = (field) => {
  field.focus();
  if (field.checked) return;
  field.checked = true;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
};

const withValue = (row, value) => row.fields.find((field) => field.value === value);

const goTo = (row) => {
  if (!row) return;
  const chosen = row.fields.find((field) => field.checked) ?? row.fields[0];
  row.section.scrollIntoView({ block: "start" });
  chosen.focus({ preventScroll: row.line.contains(chosen) });
  row.line.scrollIntoView({ block: "nearest" });
};

const digits = () => {
  let number = "";
  let last = 0;
  return (row, digit, at) => {
    const longer = at - last < PAUSE ? number + digit : digit;
    number = withValue(row, longer) ? longer : digit;
    last = at;
    const field = withValue(row, String(Number(number)));
    if (field) choose(field);
  };
};

const openNote = (row) => {
  const note = row.block.querySelector("details");
  note.open = true;
  note.querySelector("textarea").focus();
};

const openFile = (which) => document.querySelector(`[data-file="${which}"]`)?.click();

const turnHelp = (root) => {
  const help = root.querySelector("[data-keys]");
  help.open = !help.open;
  if (help.open) help.scrollIntoView({ block: "nearest" });
};

export const startKeys = (root, rows) => {
  const type = digits();
  const rowOf = (target) => rows.find((row) => row.block.contains(target) || row.line.contains(target));
  const commands = {
    j: (row) => goTo(rows[rows.indexOf(row) + 1]),
    k: (row) => goTo(rows[rows.indexOf(row) - 1]),
    x: (row) => choose(withValue(row, "na")),
    c: openNote,
    n: () => openFile("next"),
    p: () => openFile("previous"),
    "?": () => turnHelp(root),
    Backspace: (row) => choose(withValue(row, "")),
    Delete: (row) => choose(withValue(row, "")),
  };
  root.addEventListener("keydown", (event) => {
    const row = rowOf(event.target);
    if (!row || event.ctrlKey || event.altKey || event.metaKey) return;
    if (isTyping(event.target)) {
      if (event.key === "Escape") goTo(row);
      return;
    }
    if (/^[0-9]$/u.test(event.key)) {
      type(row, event.key, event.timeStamp);
      event.preventDefault();
    } else if (Object.hasOwn(commands, event.key)) {
      commands[event.key](row);
      event.preventDefault();
    }
  });
};
