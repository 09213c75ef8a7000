# Messages made to cost far more than their length.
fg_unit_test(hostile_test)
add_dependencies(hostile_test api_pack)
set_tests_properties(hostile_test PROPERTIES TIMEOUT 300)
# Texts made so, with a pack of many words.
fg_unit_test(hostile_text_test)
add_dependencies(hostile_text_test kz_pack)
set_tests_properties(hostile_text_test PROPERTIES TIMEOUT 300)
