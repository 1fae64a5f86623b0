/* A button that shows what is typed in a password field, and hides it again. */

for (const place of document.querySelectorAll("[data-password-show]")) {
  const { passwordShow: show, passwordHide: hide, passwordAbout: about } = place.dataset;
  for (const field of place.querySelectorAll('input[type="password"]')) {
    const frame = document.createElement("div");
    const button = document.createElement("button");
    const hidden = document.createElement("span");
    frame.className = "password-field";
    button.type = "button";
    button.className = "btn btn-secondary";
    button.setAttribute("aria-controls", field.id);
    hidden.className = "visually-hidden";
    hidden.textContent = ` ${about}`;
    const say = () => {
      button.replaceChildren(field.type === "password" ? show : hide, hidden);
    };
    button.addEventListener("click", () => {
      field.type = field.type === "password" ? "text" : "password";
      say();
    });
    field.form.addEventListener("submit", () => {
      field.type = "password";
    });
    say();
    field.before(frame);
    frame.append(field, button);
  }
}
