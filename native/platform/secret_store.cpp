#include "native/platform/secret_store.hpp"

#include <dlfcn.h>
#include <libsecret/secret.h>

#include <algorithm>
#include <memory>

namespace moa::native {
namespace {

constexpr const char* library_name = "libsecret-1.so.0";
constexpr const char* provider_attribute = "provider";
constexpr const char* origin_attribute = "origin";

const SecretSchema& schema() {
    static const SecretSchema key_schema = [] {
        SecretSchema made = {};
        made.name = "moa.ApiKey";
        made.flags = SECRET_SCHEMA_NONE;
        made.attributes[0] = {provider_attribute, SECRET_SCHEMA_ATTRIBUTE_STRING};
        made.attributes[1] = {origin_attribute, SECRET_SCHEMA_ATTRIBUTE_STRING};
        return made;
    }();
    return key_schema;
}

/// The functions of libsecret, and of GLib beneath it, that are used here.
struct Library {
    void* handle = nullptr;
    decltype(&::secret_password_storev_sync) store = nullptr;
    decltype(&::secret_password_lookupv_sync) lookup = nullptr;
    decltype(&::secret_password_clearv_sync) clear = nullptr;
    decltype(&::secret_password_searchv_sync) search = nullptr;
    decltype(&::secret_retrievable_get_attributes) attributes_of = nullptr;
    decltype(&::secret_password_free) free_password = nullptr;
    decltype(&::g_hash_table_new) new_table = nullptr;
    decltype(&::g_hash_table_insert) insert = nullptr;
    decltype(&::g_hash_table_lookup) value_of = nullptr;
    decltype(&::g_hash_table_unref) free_table = nullptr;
    decltype(&::g_str_hash) hash = nullptr;
    decltype(&::g_str_equal) equal = nullptr;
    decltype(&::g_error_free) free_error = nullptr;
    decltype(&::g_list_free) free_list = nullptr;
    decltype(&::g_object_unref) free_object = nullptr;

    bool usable() const { return handle != nullptr; }
};

Library load() {
    Library library;
    void* handle = ::dlopen(library_name, RTLD_NOW | RTLD_LOCAL);
    if (handle == nullptr) return library;
    bool all = true;
    const auto find = [&](auto& function, const char* name) {
        void* address = ::dlsym(handle, name);
        all = all && address != nullptr;
        function = reinterpret_cast<std::decay_t<decltype(function)>>(address);
    };
    find(library.store, "secret_password_storev_sync");
    find(library.lookup, "secret_password_lookupv_sync");
    find(library.clear, "secret_password_clearv_sync");
    find(library.search, "secret_password_searchv_sync");
    find(library.attributes_of, "secret_retrievable_get_attributes");
    find(library.free_password, "secret_password_free");
    find(library.new_table, "g_hash_table_new");
    find(library.insert, "g_hash_table_insert");
    find(library.value_of, "g_hash_table_lookup");
    find(library.free_table, "g_hash_table_unref");
    find(library.hash, "g_str_hash");
    find(library.equal, "g_str_equal");
    find(library.free_error, "g_error_free");
    find(library.free_list, "g_list_free");
    find(library.free_object, "g_object_unref");
    if (all) library.handle = handle;
    return library;
}

const Library& library() {
    static const Library loaded = load();
    return loaded;
}

Error missing_library() {
    return {ErrorKind::io, 0,
            std::string("The system's secret store is not available: the library libsecret (") +
                library_name +
                ", 0.19 or newer) is not installed. Install it, or set the key as an environment variable."};
}

/// Takes the error over.
Error store_error(GError* error) {
    std::string reason = error != nullptr && error->message != nullptr ? error->message : "it gave no reason";
    if (error != nullptr) library().free_error(error);
    while (!reason.empty() && (reason.back() == '.' || reason.back() == '\n'))
        reason.pop_back();
    return {ErrorKind::io, 0,
            "The system's secret store did not respond (" + reason +
                "). Start or unlock one, such as GNOME Keyring, KWallet or KeePassXC, or set the key as an "
                "environment variable."};
}

/// Attributes for one call. Keys and values are the strings of `place`.
class Attributes {
  public:
    explicit Attributes(const KeyPlace* place)
        : table_(library().new_table(library().hash, library().equal), library().free_table) {
        if (place == nullptr) return;
        add(provider_attribute, place->provider);
        add(origin_attribute, place->origin);
    }
    GHashTable* get() const { return table_.get(); }

  private:
    void add(const char* name, const std::string& value) {
        library().insert(table_.get(), const_cast<char*>(name), const_cast<char*>(value.c_str()));
    }
    std::unique_ptr<GHashTable, decltype(&::g_hash_table_unref)> table_;
};

std::string text_of(GHashTable* table, const char* name) {
    const void* value = library().value_of(table, name);
    return value != nullptr ? static_cast<const char*>(value) : "";
}

}  // namespace

std::optional<Error> keep_secret(const KeyPlace& place, const std::string& label, const std::string& key) {
    if (!library().usable()) return missing_library();
    const Attributes attributes(&place);
    GError* error = nullptr;
    if (library().store(&schema(), attributes.get(), SECRET_COLLECTION_DEFAULT, label.c_str(), key.c_str(),
                        nullptr, &error) != 0) {
        return std::nullopt;
    }
    return store_error(error);
}

Result<std::optional<std::string>> find_secret(const KeyPlace& place) {
    if (!library().usable()) return missing_library();
    const Attributes attributes(&place);
    GError* error = nullptr;
    char* found = library().lookup(&schema(), attributes.get(), nullptr, &error);
    if (error != nullptr) return store_error(error);
    if (found == nullptr) return std::optional<std::string>();
    std::optional<std::string> key(found);
    library().free_password(found);
    return key;
}

Result<bool> forget_secret(const KeyPlace& place) {
    if (!library().usable()) return missing_library();
    const Attributes attributes(&place);
    GError* error = nullptr;
    const bool removed = library().clear(&schema(), attributes.get(), nullptr, &error) != 0;
    if (error != nullptr) return store_error(error);
    return removed;
}

Result<std::vector<KeyPlace>> kept_secrets() {
    if (!library().usable()) return missing_library();
    const Attributes everything(nullptr);
    GError* error = nullptr;
    GList* items = library().search(&schema(), everything.get(), SECRET_SEARCH_ALL, nullptr, &error);
    if (error != nullptr) return store_error(error);
    std::vector<KeyPlace> places;
    for (const GList* item = items; item != nullptr; item = item->next) {
        GHashTable* attributes = library().attributes_of(static_cast<SecretRetrievable*>(item->data));
        places.push_back({text_of(attributes, provider_attribute), text_of(attributes, origin_attribute)});
        library().free_table(attributes);
        library().free_object(item->data);
    }
    library().free_list(items);
    std::sort(places.begin(), places.end());
    return places;
}

}  // namespace moa::native
