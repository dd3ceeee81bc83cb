#include "screen/provider_row.hpp"

#include <utility>

#include "blank.hpp"
#include "figures.hpp"
#include "mixture/base_url.hpp"
#include "screen/local_servers.hpp"
#include "screen/model_search.hpp"
#include "screen/provider_facts.hpp"
#include "session/key_text.hpp"
#include "wire/http.hpp"

namespace moa::screen {
namespace {

const mixture::Provider* known_as(std::string_view name) {
    return mixture::find_provider(mixture::known_providers(), name);
}

/// "custom", or the first of "custom-2", "custom-3" that no provider has.
std::string free_name(const mixture::Providers& providers) {
    std::string name = "custom";
    for (int i = 2; mixture::find_provider(providers, name) != nullptr; ++i)
        name = "custom-" + std::to_string(i);
    return name;
}

}  // namespace

ProviderRow::ProviderRow(session::Workspace& workspace, const mixture::Provider& provider)
    : workspace_(&workspace), id_(provider.name), name_(provider.name) {
    const mixture::Provider* known = known_as(name_);
    if (known == nullptr || known->base_url != provider.base_url) base_url_ = provider.base_url;
    look_up_address();
}

ProviderRow::ProviderRow(session::Workspace& workspace, std::string id)
    : workspace_(&workspace),
      id_(std::move(id)),
      name_(free_name(workspace.configuration().providers())),
      new_(true) {}

session::CredentialStore* ProviderRow::store() const {
    return workspace_->access().credential_store();
}

bool ProviderRow::is_own() const {
    return known_as(id_) == nullptr;
}

/// A key is saved, and allowed to go over http, for one address.
void ProviderRow::look_up_address() {
    const mixture::Provider there = provider();
    remember_ = store() != nullptr && store()->has(there);
    allows_http_ = workspace_->access().keys().http_origins().count(wire::origin_of(there.base_url)) > 0;
}

mixture::Providers ProviderRow::providers_with_it(std::optional<Error>& error) const {
    mixture::Providers providers = workspace_->configuration().providers();
    const mixture::Provider* known = known_as(name_);
    const bool back = base_url_.empty() && known != nullptr;
    if (base_url_.empty() && known == nullptr) {
        error = invalid_input("Enter the base URL of the endpoint.");
    } else {
        error = mixture::set_base_url(providers, name_, back ? known->base_url : base_url_);
    }
    return providers;
}

mixture::Provider ProviderRow::provider() const {
    std::optional<Error> error;
    const mixture::Providers providers = providers_with_it(error);
    const mixture::Provider* there = error ? nullptr : mixture::find_provider(providers, name_);
    if (there == nullptr) return {};
    mixture::Provider found = *there;
    if (const std::string* moved = workspace_->access().requests().moved_to(found)) found.base_url = *moved;
    return found;
}

/// It answers at another base URL than the one that stands there.
bool ProviderRow::is_elsewhere(const mixture::Provider& there) const {
    return !base_url_.empty() && !there.name.empty() && mixture::tidy_base_url(base_url_) != there.base_url;
}

/// One that is set already, for the provider at the address that stands there.
bool ProviderRow::has_key() const {
    const mixture::Provider there = provider();
    return !there.name.empty() && workspace_->access().keys().has(there.name, there.base_url);
}

/// Of an endpoint to be added: nothing was entered.
bool ProviderRow::is_untouched() const {
    return new_ && is_blank(base_url_) && is_blank(key_);
}

/// In the line of the folded row.
std::string ProviderRow::facts() const {
    const mixture::Provider there = provider();
    if (there.name.empty()) return "No base URL";
    const session::ModelAccess& access = workspace_->access();
    const Note key = key_facts(access, there);
    std::string facts = is_blank(key_) || key.tone == Tone::failed ? key.words : "API key entered";
    if (const session::KeptList* list = access.book().list_of(there); list != nullptr)
        facts += " \u00b7 " + figure::counted(list->models.size(), "model");
    if (!there.calls_assumed)
        facts += " \u00b7 " +
                 (there.max_concurrent == 0 ? std::string("any number of calls")
                                            : figure::counted(there.max_concurrent, "call")) +
                 " at once";
    if (!base_url_.empty()) facts += " \u00b7 " + wire::origin_of(there.base_url);
    return facts;
}

Item ProviderRow::key_item() const {
    const mixture::Provider there = provider();
    const bool needless = !there.name.empty() && !there.needs_key();
    Item item{Kind::secret, "key " + id_, needless ? "API key (only if the server asks for one)" : "API key",
              key_};
    if (has_key()) item.placeholder = "A key is set. Leave empty to keep it.";
    if (workspace_->access().locked_out(there)) item.placeholder = "The saved key is locked.";
    item.account = name_;
    return item;
}

/// The yes without which no key goes there.
Item ProviderRow::allow_http_item(const mixture::Provider& there) const {
    Item item{Kind::toggle, "allow-http " + id_, "Allow a key over http://", allows_http_ ? "true" : ""};
    item.help = "Others in the network can read a key on its way to " + wire::origin_of(there.base_url) + ".";
    return item;
}

/// Whether the key is to be saved; and where one is, the way to delete it.
Item ProviderRow::remember_item() const {
    const session::CredentialStore& store = *this->store();
    Item item{Kind::toggle, "remember " + id_, "Remember this key on this device", remember_ ? "true" : ""};
    const bool saved = store.has(provider());
    if (store.waiting()) {
        item.help = store.waiting_sentence();
    } else if (remember_ || saved) {
        item.help = "Saved in " + store.place() + ", and sent to this provider only.";
        if (const std::string advice = store.advice(); !advice.empty()) item.help += " " + advice;
    } else {
        item.help = "Held in memory only, and sent to this provider only.";
    }
    if (saved && !store.waiting())
        item.buttons.push_back({"forget-key " + id_, "Delete the saved key", Role::quiet});
    return item;
}

Section ProviderRow::section(bool sure, std::string_view page) const {
    const mixture::Provider* known = known_as(id_);
    Section section;
    section.title = new_ ? "New endpoint" : label_of(workspace_->configuration().providers(), id_);
    if (!new_) section.summary = facts();
    if (new_) {
        section.items.push_back({Kind::line, "name " + id_, "Name", name_});
        section.items.back().help = "As recipes name it.";
    }
    Item address{Kind::line, "base-url " + id_, "Base URL", base_url_};
    address.placeholder = known != nullptr ? known->base_url : "https://api.example.com/v1";
    address.help = workspace_->configuration().states(id_)
                       ? "From the configuration file (moa provider), which is read again at each start."
                       : "Any OpenAI-compatible endpoint. Plain http only for servers on this machine and in "
                         "your network.";
    if (const mixture::Provider there = provider(); is_elsewhere(there))
        address.help = "It answers at " + there.base_url + ", which is used.";
    section.items.push_back(std::move(address));
    if (const mixture::Provider there = provider(); wire::needs_yes_for_key(there.base_url))
        section.items.push_back(allow_http_item(there));
    section.items.push_back(key_item());
    if (store() != nullptr) section.items.push_back(remember_item());
    if (known != nullptr && !provider().key_page.empty())
        section.items.back().link = Link{"Create a key", known->key_page};
    section.items.push_back(
        model_list_item(workspace_->access(), provider(), "load-models " + id_, refusal_));
    if (std::string command = start_command(id_, page); !command.empty()) {
        Item item{Kind::button, "copy-command " + id_, "Copy the command"};
        item.notes.push_back({"To start it: " + std::move(command)});
        section.items.push_back(std::move(item));
    }
    if (is_own() && !new_) {
        Button remove{"remove " + id_, sure ? "Remove it and its key" : "Remove this endpoint", Role::quiet};
        remove.final = sure;
        Item item{Kind::words, "", "Recipes that name it can no longer be run without it."};
        item.buttons.push_back(std::move(remove));
        section.items.push_back(std::move(item));
    }
    return section;
}

void ProviderRow::load() {
    const mixture::Provider there = provider();
    refusal_.clear();
    if (there.name.empty()) {
        refusal_ = "Enter the base URL of the endpoint.";
    } else if (const auto error = workspace_->access().load_models(there, key_, allows_http_)) {
        refusal_ = error->message;
    }
}

void ProviderRow::load_once() {
    const mixture::Provider there = provider();
    if (there.name.empty() || !is_unasked(workspace_->access(), there)) return;
    if (is_blank(key_) && (there.needs_key() || workspace_->access().locked_out(there)) && !has_key()) return;
    load();
}

void ProviderRow::act(std::string_view what, std::string_view value) {
    if (what == "name") name_ = value;
    if (what == "base-url") {
        base_url_ = value;
        look_up_address();
    }
    if (what == "allow-http") allows_http_ = value == "true";
    if (what == "key") key_ = value;
    if (what == "remember") remember_ = value == "true";
    if (what == "load-models" && !workspace_->access().requests().loading(provider())) load();
    if (what == "forget-key") {
        const auto error = workspace_->access().forget_key(provider());
        refusal_ = error ? error->message : std::string();
        remember_ = false;
        wipe();
    }
}

void ProviderRow::commit(std::string_view what) {
    // The list tells whether a key is accepted.
    if ((what == "key" || what == "allow-http") && !is_blank(key_)) return load();
    if (what == "key" || what == "base-url") load_once();
}

std::optional<ProviderRow::Fault> ProviderRow::fault() const {
    if (is_untouched()) return std::nullopt;
    if (new_ && mixture::find_provider(workspace_->configuration().providers(), name_) != nullptr)
        return Fault{invalid_input("There is a provider named " + name_ + " already; choose another name."),
                     "name"};
    std::optional<Error> error;
    const mixture::Providers providers = providers_with_it(error);
    if (error) return Fault{*error, "base-url"};
    const mixture::Provider& there = *mixture::find_provider(providers, name_);
    if (!key_.empty()) {
        if (std::string refusal = session::Credentials::text_refusal(there.label, key_); !refusal.empty())
            return Fault{invalid_input(std::move(refusal)), "key"};
        session::Credentials asked;
        if (allows_http_) asked.allow_http(there.base_url);
        if (std::string refusal = asked.address_refusal(there.label, there.base_url); !refusal.empty())
            return Fault{invalid_input(std::move(refusal)), "allow-http"};
    }
    if (remember_ && is_blank(key_) && store() != nullptr && !store()->has(there))
        return Fault{invalid_input("Enter the key to save."), "key"};
    return std::nullopt;
}

std::optional<ProviderRow::Fault> ProviderRow::save() {
    if (is_untouched()) return std::nullopt;
    const mixture::Provider there = provider();
    session::CredentialStore* store = this->store();
    if (store != nullptr && remember_ && !key_.empty()) {
        if (auto error = store->keep(there, key_)) return Fault{*error, "key"};
    }
    if (store != nullptr && !remember_ && store->has(there)) {
        if (auto error = store->forget(there)) return Fault{*error, "remember"};
    }
    const mixture::Provider* now =
        mixture::find_provider(workspace_->configuration().providers(), there.name);
    if (now == nullptr || now->base_url != there.base_url) {
        if (auto error = workspace_->set_base_url(name_, base_url_.empty() ? base_url_ : there.base_url))
            return Fault{*error, "base-url"};
    }
    if (workspace_->access().keys().may_go_to(there.base_url) != allows_http_ &&
        wire::needs_yes_for_key(there.base_url))
        workspace_->allow_http_keys(there.base_url, allows_http_);
    if (key_.empty()) return std::nullopt;
    if (auto error = workspace_->access().set_key(name_, key_)) return Fault{*error, "key"};
    return std::nullopt;
}

std::optional<Error> ProviderRow::remove() {
    const mixture::Provider there = provider();
    if (auto error = workspace_->remove_provider(id_)) return error;
    return workspace_->access().forget_key(there);
}

void ProviderRow::wipe() {
    session::wipe(key_);
}

}  // namespace moa::screen
