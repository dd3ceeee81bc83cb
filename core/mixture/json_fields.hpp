// Reading a JSON object field by field, with errors that name the field, and keeping what is not known.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "error.hpp"
#include "json.hpp"
#include "mixture/recipe.hpp"

namespace moa::mixture {

/// "layers[1].agents is 3; expected a list." Texts are shortened, lists and objects only named.
Error field_error(std::string_view path, const Json& value, std::string_view allowed);
/// "layers is missing; expected a list."
Error missing_error(std::string_view path, std::string_view allowed);

/// One object of the document. Fields are taken by name; the first fault goes into the shared `error`, the
/// ones after it are not told. The object must outlive this.
class JsonFields {
  public:
    JsonFields(const Json& object, std::string path, std::optional<Error>& error);

    /// The field's value, or nullptr; from now on the field counts as known.
    const Json* take(std::string_view name);
    std::string path_of(std::string_view name) const;
    void fail(Error error);
    bool failed() const { return error_.has_value(); }
    std::optional<Error>& error() { return error_; }

    /// Each takes the field and, where it is there and as allowed, sets `out`.
    void text(std::string_view name, std::string& out);
    void flag(std::string_view name, bool& out);
    void number(std::string_view name, double low, double high, std::optional<double>& out);
    void integer(std::string_view name, std::int64_t low, std::int64_t high,
                 std::optional<std::int64_t>& out);

    /// The fields nobody has taken.
    Json unknown() const;
    MemberOrder order() const;

  private:
    const Json& object_;
    std::string path_;
    std::optional<Error>& error_;
    std::set<std::string, std::less<>> taken_;
};

/// `known` and `unknown` as one object: the names of `order` first, then the rest of `known`, then the rest
/// of `unknown`.
Json arranged(const Json& known, const Json& unknown, const MemberOrder& order);

}  // namespace moa::mixture
