/* The filters of a list: an address that says only what was asked. */

function isEmpty(field) {
  return field.value === "" && field.name !== "";
}

for (const form of document.querySelectorAll("form[data-filters]")) {
  form.addEventListener("formdata", ({ formData }) => {
    for (const field of [...form.elements].filter(isEmpty)) {
      formData.delete(field.name);
    }
  });

  // htmx gathers the fields by itself
  form.addEventListener("htmx:configRequest", ({ detail }) => {
    for (const field of [...form.elements].filter(isEmpty)) {
      detail.formData.delete(field.name);
    }
  });
}
