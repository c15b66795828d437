// The card's fields are the processor's own: a card number never reaches our page or our server, only its name does.
const form = document.querySelector("[data-pay]");
const bank = document.querySelector("[data-pay-bank]");

const processor = (told) =>
  window.Stripe(told.payKey, told.payAccount ? { stripeAccount: told.payAccount } : undefined);

// The processor draws its fields; in which colors, the page's own field, error and button say, in either theme.
function appearance() {
  const style = (className, property) => {
    const probe = document.createElement("span");
    probe.className = className;
    form.append(probe);
    const value = getComputedStyle(probe)[property];
    probe.remove();
    return value;
  };
  return {
    variables: {
      colorBackground: style("input", "backgroundColor"),
      colorText: style("input", "color"),
      colorTextPlaceholder: style("quiet", "color"),
      colorDanger: style("field-error", "color"),
      colorPrimary: style("button button-primary", "backgroundColor"),
      borderRadius: style("input", "borderRadius"),
    },
  };
}

function takeCard() {
  const stripe = processor(form.dataset);
  const elements = stripe.elements({
    mode: "payment",
    amount: Number(form.dataset.payAmount),
    currency: form.dataset.payCurrency,
    paymentMethodCreation: "manual",
    paymentMethodTypes: ["card"],
    appearance: appearance(),
  });
  const place = form.querySelector("[data-pay-element]");
  const problem = form.querySelector("[data-pay-problem]");
  place.replaceChildren();
  elements.create("payment").mount(place);
  let isReading = false;
  const tell = (message) => {
    problem.textContent = message;
    problem.hidden = !message;
  };
  form.addEventListener("submit", async (event) => {
    const field = form.elements.namedItem("payment_method");
    if (field.value) return;
    event.preventDefault();
    if (isReading) return;
    isReading = true;
    tell("");
    const checked = await elements.submit();
    const made = checked.error ? checked : await stripe.createPaymentMethod({ elements });
    isReading = false;
    if (made.error) {
      // What is wrong with a field is said beside it.
      tell(made.error.type === "validation_error" ? "" : made.error.message);
      return;
    }
    field.value = made.paymentMethod.id;
    form.requestSubmit();
  });
}

async function askBank() {
  await processor(bank.dataset).handleNextAction({ clientSecret: bank.dataset.paySecret });
  // Whatever the bank said: the server looks it up.
  bank.requestSubmit();
}

if (window.Stripe && form) takeCard();
if (window.Stripe && bank?.dataset.paySecret) {
  bank.querySelector("[data-pay-ask]").addEventListener("click", askBank);
  askBank();
}
